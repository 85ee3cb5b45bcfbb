"""The one generator of the triggers that record changes.

Triggers of our own, because every trigger of the known libraries first reads a setting with which any role can
switch it off (decision 0004). They run with the rights of the owner, fire once a statement, and cannot be
avoided by raw SQL of the application's role.
"""

from collections.abc import Sequence

from django.db import migrations

HIDDEN = "•"
"""Stands for a value that the log says has changed without saying what it was."""


def _list(names: Sequence[str]) -> str:
    quoted = ", ".join(f"'{name}'" for name in names)
    return f"ARRAY[{quoted}]::text[]"


def _values(pair: str, hide: Sequence[str]) -> str:
    """SQL of one object of column values, where hidden columns carry a mark only."""
    return (
        f"jsonb_object_agg({pair}.key, CASE WHEN {pair}.key = ANY ({_list(hide)}) "
        f"THEN to_jsonb('{HIDDEN}'::text) ELSE {pair}.value END)"
    )


def _record(
    table: str, operation: str, *, row: str, key: str, person: str, subject: str, before: str, after: str, source: str
) -> str:
    column, value = (", subject", f", {subject.format(row=row)}") if subject else ("", "")
    return f"""
    INSERT INTO accounts_change (at, actor, page, table_name, row_key, person, operation, before, after{column})
    SELECT clock_timestamp(), nullif(current_setting('app.actor', true), '')::uuid,
           coalesce(current_setting('app.page', true), ''), '{table}', {key.format(row=row)}, {person.format(row=row)},
           '{operation}', {before}, {after}{value}
    FROM {source};"""


def history_sql(table: str, *, person: str, subject: str = "", key: str = "{row}.id::text", skip=(), hide=()) -> str:
    """SQL of one function and three triggers that record what happens to ``table``.

    ``person`` and ``key`` are SQL expressions over ``{row}``. Columns in ``skip`` are kept by other triggers and
    make no record; of columns in ``hide`` the log says that they changed, never the values.
    A change without ``app.actor`` is refused, since somebody answers for it; so is a changed key, which would cut
    a row off from its history. What leads to no person may name a ``subject`` instead, the thing on whose page its
    history is read; then commands may write without an actor.
    """
    # What joins the rows before and after is planned each time (decision 0027).
    parts = {"key": key, "person": person, "subject": subject}
    same_row = f"{key.format(row='o')} = {key.format(row='n')}"
    differing = f"""new_rows n JOIN old_rows o ON {same_row}, LATERAL (
      SELECT {_values("b", hide)} AS was, {_values("a", hide)} AS became
      FROM jsonb_each(to_jsonb(o)) b JOIN jsonb_each(to_jsonb(n)) a ON a.key = b.key
      WHERE a.value IS DISTINCT FROM b.value AND a.key <> ALL ({_list(skip)})) d
    WHERE d.was IS NOT NULL"""
    removed = f"(SELECT {_values('e', hide)} FROM jsonb_each(to_jsonb(o)) e)"
    added = _record(table, "I", row="n", before="NULL", after="NULL", source="new_rows n", **parts)
    changed = _record(table, "U", row="n", before="d.was", after="d.became", source=differing, **parts)
    deleted = _record(table, "D", row="o", before=removed, after="NULL", source="old_rows o", **parts)
    name = f"history_{table}"
    return f"""
CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN{added}
  ELSIF TG_OP = 'UPDATE' THEN
    IF EXISTS (SELECT {key.format(row="n")} FROM new_rows n EXCEPT SELECT {key.format(row="o")} FROM old_rows o) THEN
      RAISE EXCEPTION 'the key of a row in {table} is never changed' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'history_key_is_never_changed';
    END IF;
    EXECUTE $q${changed} $q$;
  ELSE{deleted}
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER zz_history_insert AFTER INSERT ON {table} REFERENCING NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER zz_history_update AFTER UPDATE ON {table} REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
CREATE TRIGGER zz_history_delete AFTER DELETE ON {table} REFERENCING OLD TABLE AS old_rows
  FOR EACH STATEMENT EXECUTE FUNCTION {name}();
"""


NOBODY = "NULL::uuid"


def track(
    table: str, *, person: str = NOBODY, subject: str = "", key: str = "{row}.id::text", skip=(), hide=()
) -> migrations.RunSQL:
    """The migration operation that makes ``table`` keep its history: of a ``person``, or of a ``subject``."""
    forget = f"DROP FUNCTION IF EXISTS history_{table}() CASCADE"
    sql = history_sql(table, person=person, subject=subject, key=key, skip=skip, hide=hide)
    return migrations.RunSQL(sql, forget)
