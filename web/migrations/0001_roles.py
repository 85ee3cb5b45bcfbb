"""What the application's role may do with every table that is made from here on.

It stands before all other migrations because default privileges reach only tables made after them, and
because they belong to one database: a new one, the test database too, has none.
"""

from django.conf import settings
from django.db import connection, migrations


def grants() -> str:
    """Read and write tables, own nothing, run no function that is not granted."""
    role = connection.ops.quote_name(settings.DATABASE_APP_ROLE)
    return f"""
        GRANT USAGE ON SCHEMA public TO {role};
        GRANT SELECT ON ALL TABLES IN SCHEMA public TO {role};
        ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role};
        ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
    """


class Migration(migrations.Migration):
    initial = True
    dependencies = []
    run_before = [
        ("contenttypes", "0001_initial"),
        ("sessions", "0001_initial"),
        ("axes", "0001_initial"),
    ]
    operations = [migrations.RunSQL(grants(), migrations.RunSQL.noop)]
