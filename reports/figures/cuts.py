"""How each cut is read from the tallies: what they are grouped by, and what keys, joins and names come of it.

Thousands of classes are grouped by what stands in their own rows (``base``: over ``c``, a class as reports cut it, and
``g``, a tally by kind and sex; ``{months}`` is the month in which a row counts). Few rows are left; keys are worked
out of these. A relation ``by_…`` may give a programme several keys, or none: then a table counts it fully for each, or
as not known, and once in totals.
"""

from dataclasses import dataclass

from reports.figures.filters import Cut

RELATIONS = {
    "tops": """(WITH RECURSIVE up AS (
        SELECT DISTINCT organisation_id AS id, organisation_id AS reached, 0 AS far FROM programs_programmerole
        WHERE role = 'organiser' AND organisation_id IS NOT NULL
        UNION ALL SELECT up.id, o.parent_id, far + 1 FROM up JOIN organisations_organisation o ON o.id = up.reached
        WHERE o.parent_id IS NOT NULL)
      SELECT DISTINCT ON (up.id) up.id, up.reached AS top
      FROM up JOIN organisations_organisation o ON o.id = up.reached
      ORDER BY up.id, o.kind = 'ministry' DESC, CASE o.kind WHEN 'ministry' THEN far ELSE -far END)""",
    "by_ministry": """(SELECT DISTINCT r.programme_id, tops.top AS key
      FROM programs_programmerole r JOIN tops ON tops.id = r.organisation_id WHERE r.role = 'organiser')""",
    "by_agreement": "(SELECT programme_id, agreement_id AS key FROM programs_programmebasis)",
    "by_partner": """(SELECT DISTINCT programme_id, organisation_id AS key FROM programs_programmerole
      WHERE role NOT IN ('organiser', 'host') AND organisation_id IS NOT NULL)""",
    "offices": """(WITH RECURSIVE up AS (
        SELECT id, organisation_id AS reached, 0 AS far FROM organisations_facility
        UNION ALL SELECT up.id, o.parent_id, far + 1 FROM up JOIN organisations_organisation o ON o.id = up.reached
        WHERE o.parent_id IS NOT NULL)
      SELECT DISTINCT ON (up.id) up.id, up.reached AS key FROM up JOIN organisations_organisation o ON o.id = up.reached
      WHERE o.kind = 'regional_office' ORDER BY up.id, far)""",
}
"""What is worked out once in a statement, in this order."""

BODY = """SELECT o.id::text, (SELECT n.name FROM organisations_organisationname n
      WHERE n.organisation_id = o.id AND n.kind = 'official'
      ORDER BY n.valid_until IS NULL DESC, n.valid_from DESC NULLS LAST LIMIT 1)
    FROM organisations_organisation o WHERE o.id IN (SELECT {key}::uuid FROM cells)"""


@dataclass(frozen=True)
class How:
    """How one cut is read."""

    base: str
    key: str = "{base}"
    join: str = ""
    relation: str = ""
    """Where a class may have several keys: the relation that gives them, by programme."""
    needs: tuple[str, ...] = ()
    names: str = ""
    """The names of the keys that occur in the column ``{key}`` of ``cells``."""
    type: str = "text"
    """Of the keys, in the database."""


def many(relation: str, names: str, *needs: str) -> How:
    """A cut by which a programme, and so a class, may have several keys."""
    join = f"LEFT JOIN {relation} ON {relation}.programme_id = {{base}}"
    return How("c.programme_id", f"{relation}.key", join, relation, (*needs, relation), names, "uuid")


HOWS: dict[Cut, How] = {
    Cut.MINISTRY: many("by_ministry", BODY, "tops"),
    Cut.AGREEMENT: many(
        "by_agreement",
        """SELECT a.id::text, coalesce(nullif(a.title, ''), nullif(a.number_as_printed, ''), a.kind_as_printed)
           FROM organisations_agreement a WHERE a.id IN (SELECT {key}::uuid FROM cells)""",
    ),
    Cut.PARTNER: many("by_partner", BODY),
    Cut.PROGRAMME: How(
        "c.programme_id",
        names="SELECT p.id::text, p.title FROM programs_programme p WHERE p.id IN (SELECT {key}::uuid FROM cells)",
        type="uuid",
    ),
    Cut.SKILL: How(
        "c.course_id",
        "k.skill_id",
        "LEFT JOIN programs_course k ON k.id = {base}",
        names="""SELECT s.id::text, CASE WHEN %(english)s AND s.name_en <> '' THEN s.name_en ELSE s.name END
                 FROM programs_skill s WHERE s.id IN (SELECT {key}::uuid FROM cells)""",
        type="uuid",
    ),
    Cut.FACILITY: How(
        "c.venue_id",
        names="SELECT f.id::text, f.name FROM organisations_facility f WHERE f.id IN (SELECT {key}::int FROM cells)",
        type="int",
    ),
    Cut.OFFICE: How(
        "c.venue_id",
        "offices.key",
        "LEFT JOIN offices ON offices.id = {base}",
        needs=("offices",),
        names=BODY,
        type="uuid",
    ),
    Cut.PROVINCE: How("c.venue_id", "nullif(f.province, '')", "JOIN organisations_facility f ON f.id = {base}"),
    Cut.SEX: How("g.sex", "nullif({base}, '')"),
    Cut.KIND: How("g.participant_kind"),
    Cut.YEAR: How("{months} / 12", "make_date({base}, 1, 1)"),
    Cut.QUARTER: How("{months} / 3", "make_date({base} / 4, {base} %% 4 * 3 + 1, 1)"),
    Cut.MONTH: How("{months}", "make_date({base} / 12, {base} %% 12 + 1, 1)"),
}

WITHIN_SKILLS = """k.skill_id IN (WITH RECURSIVE below AS (
      SELECT id FROM programs_skill WHERE id = ANY ({keys})
      UNION SELECT s.id FROM programs_skill s JOIN below ON s.parent_id = below.id) SELECT id FROM below)"""
