"""Programmes from a file, a pipeline read from top to bottom: shapes → read → resolve → wanted → write.

``shapes`` says what a value of the file may be, ``read`` turns the file into entries or refuses it whole, ``resolve``
finds the bodies behind printed names, ``wanted`` says which figures and statements an entry makes, and ``write`` puts
the difference into the database. What was added here, beside what the file says, is never removed by it.
"""
