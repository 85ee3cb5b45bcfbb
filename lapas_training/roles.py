"""The two roles: one owns the database and makes its tables, the other only uses them."""

from psycopg import Connection, sql


def make_roles(admin: Connection, *, database: str, owner: tuple[str, str | None], app: tuple[str, str | None]) -> None:
    """Make the owner, the application's role and the database where they are missing. Safe to repeat."""
    for (name, password), rights in ((owner, "CREATEDB"), (app, "NOCREATEDB")):
        _make_role(admin, name, password, rights)
    if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [database]).fetchone():
        admin.execute(
            sql.SQL("CREATE DATABASE {} OWNER {} ENCODING 'UTF8' TEMPLATE template0").format(
                sql.Identifier(database), sql.Identifier(owner[0])
            )
        )


def _make_role(admin: Connection, name: str, password: str | None, rights: str) -> None:
    known = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name]).fetchone()
    text = "ALTER ROLE {}" if known else "CREATE ROLE {}"
    text += f" LOGIN NOSUPERUSER NOCREATEROLE NOREPLICATION NOBYPASSRLS {rights}"
    parts = [sql.Identifier(name)]
    if password is not None:
        text += " PASSWORD {}"
        parts.append(sql.Literal(password))
    admin.execute(sql.SQL(text).format(*parts))
