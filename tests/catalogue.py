"""What the catalogue of the database says of tables that lead to a person."""

from tests.raw import run

LEADS_TO_A_PERSON = """
    WITH RECURSIVE leads(t) AS (
      SELECT 'participants_person'::regclass::oid
      UNION SELECT conrelid FROM pg_constraint c JOIN leads ON c.confrelid = leads.t WHERE contype = 'f'),
    named(t) AS (
      SELECT attrelid FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
      WHERE c.relkind = 'r' AND c.relnamespace = 'public'::regnamespace
        AND (a.attname IN ('person', 'person_id') OR c.relname = ANY (%(full_of_names)s)) AND NOT a.attisdropped)
    SELECT t FROM leads UNION SELECT t FROM named"""

FULL_OF_NAMES = ["participants_registerimport", "participants_importcontent"]
"""Tables from which no key leads to a person, and which hold files with people all the same, or lead to such a file."""

HISTORY = ("zz_history_insert", "zz_history_update", "zz_history_delete")
"""The three triggers of ``accounts.history``."""

IS_ITSELF_A_LOG = {
    "participants_enrolmentevent",
    "participants_attendanceevent",
    "accounts_change",
    "accounts_personread",
}
"""Append-only tables that record; their own rows are never changed by anyone."""

FOLLOWS_THE_PERSON = {"participants_personword"}
"""Written by triggers alone, from columns whose changes are recorded."""

KEEPS_NO_HISTORY = IS_ITSELF_A_LOG | set(FULL_OF_NAMES) | FOLLOWS_THE_PERSON
"""The content of an import is removed when the import ends: a log would keep it. The import itself says who brought
it, who ended it and when, and what it did to people stands in their history."""


def people_tables() -> set[str]:
    """Every table from which a key or a plain column leads to a person."""
    return {
        name
        for (name,) in run(f"SELECT t::regclass::text FROM ({LEADS_TO_A_PERSON}) x", {"full_of_names": FULL_OF_NAMES})
    }


def without_policy() -> set[str]:
    """Of those, the ones that anybody may read: no row security, or no policy."""
    return {
        name
        for (name,) in run(
            f"""SELECT t::regclass::text FROM ({LEADS_TO_A_PERSON}) x JOIN pg_class ON oid = t
            WHERE NOT relrowsecurity OR relforcerowsecurity OR NOT EXISTS (SELECT FROM pg_policy WHERE polrelid = t)""",
            {"full_of_names": FULL_OF_NAMES},
        )
    }


def without_history() -> set[str]:
    """Of those, the ones whose changes are not recorded."""
    tracked = {
        name
        for (name,) in run(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgenabled = 'O' AND tgname = ANY (%(names)s)"
            " GROUP BY tgrelid HAVING count(*) = 3",
            {"names": list(HISTORY)},
        )
    }
    return people_tables() - tracked - KEEPS_NO_HISTORY
