"""The register import, a pipeline read from top to bottom: sheets → read → check → match → write.

``sheets`` turns a file into cells, ``read`` finds the table under the letterhead, ``check`` judges every row of the
file by itself and against the rows before it, ``match`` finds the people whom the facility holds already, and
``write`` puts the difference into the database. All but the last two know no database.
"""
