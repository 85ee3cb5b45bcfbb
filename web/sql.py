"""SQL that migrations run: one thought a file, in the app's ``sql`` folder."""

import re
from pathlib import Path

from django.conf import settings
from django.db import connection


def sql_file(app: str, name: str) -> str:
    """The text of ``<app>/sql/<name>.sql``; ``:app_role`` stands for the role that the application connects as."""
    text = (Path(settings.BASE_DIR) / app / "sql" / f"{name}.sql").read_text(encoding="utf-8")
    return text.replace(":app_role", connection.ops.quote_name(settings.DATABASE_APP_ROLE))


def sql_function(app: str, name: str, function: str) -> str:
    """The definition of one function out of ``<app>/sql/<name>.sql``, to bring a database to what the file now says."""
    found = re.search(
        rf"^CREATE OR REPLACE FUNCTION {function}\(.*?^END \$\$;$", sql_file(app, name), re.DOTALL | re.MULTILINE
    )
    if found is None:
        raise LookupError(f"{app}/sql/{name}.sql defines no {function}")
    return found.group()
