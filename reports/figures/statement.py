"""The statement behind a table: each part of it in the groupings that are needed, within what the reader may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import get_language

from reports.figures.cuts import HOWS, RELATIONS, WITHIN_SKILLS
from reports.figures.filters import PEOPLE, Cut, Filters
from reports.figures.parts import WHOLE, WIDTH, Part
from reports.figures.scope import Reach
from reports.figures.table import ALL

Grouping = tuple[bool, bool]
"""Whether rows are told apart, and columns."""


@dataclass(frozen=True)
class Question:
    """One part of a table, and the groupings in which it must be asked for."""

    name: str
    part: Part
    rows: Cut | None
    columns: Cut | None
    where: Filters

    @property
    def base(self) -> Grouping:
        """Whether it can be cut by the rows, and by the columns."""
        return tuple(cut is not None and cut in self.part.cuts for cut in (self.rows, self.columns))

    @property
    def below(self) -> list[Grouping]:
        """The base and all totals under it."""
        base = self.base
        return [(row, column) for row in {base[0], False} for column in {base[1], False}]

    def is_asked(self, grouping: Grouping) -> bool:
        """Whether a total must be counted by itself, since what it leaves out overlaps."""
        left_out = [
            cut for cut, was, is_ in zip((self.rows, self.columns), self.base, grouping, strict=True) if was > is_
        ]
        return grouping == self.base or any(HOWS[cut].relation for cut in left_out)

    @property
    def groupings(self) -> list[Grouping]:
        """What is asked of the database."""
        return [grouping for grouping in self.below if self.is_asked(grouping)]

    @property
    def base_sql(self) -> str:
        """This part grouped by what stands in the rows of the tallies: the one look at thousands of rows."""
        part = self.part
        cuts = zip((self.rows, self.columns), self.base, strict=True)
        bases = [HOWS[cut].base.format(months=part.months) if told else "NULL::int" for cut, told in cuts]
        sums = ", ".join(f"{made} AS s{n}" for n, made in enumerate(part.sums.values()))
        limits = " AND ".join([part.only, *within(self.where, part.day), *of_people(self.where, part)])
        return f"""base_{self.name} AS MATERIALIZED (
            SELECT {bases[0]} AS b0, {bases[1]} AS b1, {part.kind} AS kind, {part.note} AS note, {sums}
            FROM {part.source} WHERE {limits} GROUP BY 1, 2, 3, 4)"""

    def sql(self, grouping: Grouping) -> str:
        """One grouping of this part by keys, as rows of the statement."""
        places = enumerate(zip((self.rows, self.columns), grouping, strict=True))
        hows = [(HOWS[cut], f"b.b{n}") if told else None for n, (cut, told) in places]
        keys = [f"({how[0].key.format(base=how[1])})::text" if how else f"'{ALL}'" for how in hows]
        joins = " ".join(how[0].join.format(base=how[1]) for how in hows if how)
        sums = "".join(f", sum(b.s{n})::bigint" for n in range(len(self.part.sums)))
        fill = ", NULL::bigint" * (WIDTH - len(self.part.sums))
        return f"""SELECT '{self.name}' AS part, {keys[0]} AS r, {keys[1]} AS k, b.kind, b.note{sums}{fill}
            FROM base_{self.name} b {joins} GROUP BY 2, 3, 4, 5"""


def within(where: Filters, day: str) -> Iterator[str]:
    if where.since:
        yield f"{day} >= %(since)s"
    if where.until:
        yield f"{day} <= %(until)s"


def of_people(where: Filters, part: Part) -> Iterator[str]:
    return (_one_of(cut, where) for cut in where.only if cut in PEOPLE and cut in part.cuts)


def _one_of(cut: Cut, where: Filters) -> str:
    key = HOWS[cut].key.format(base=HOWS[cut].base)
    unknown = f" OR {key} IS NULL" if None in where.only[cut] else ""
    return f"({key} = ANY (%(only_{cut})s::{HOWS[cut].type}[]){unknown})"


def limits_of(where: Filters) -> tuple[list[str], list[str], list[str]]:
    """What classes are limited to: the conditions over ``c``, the joins and the relations that they need."""
    conditions, joins, needs = [], [], []
    for cut in where.only:
        how = HOWS[cut]
        if cut in PEOPLE:
            continue
        needs += how.needs
        if how.relation:
            found = (
                f"c.programme_id IN (SELECT programme_id FROM {how.relation} WHERE key = ANY (%(only_{cut})s::uuid[]))"
            )
            none = f" OR c.programme_id NOT IN (SELECT programme_id FROM {how.relation})"
            conditions.append(f"({found}{none if None in where.only[cut] else ''})")
            continue
        joins.append(how.join.format(base=how.base))
        condition = _one_of(cut, where)
        if cut == Cut.SKILL:
            within = WITHIN_SKILLS.format(keys="%(only_skill)s::uuid[]")
            condition = f"({condition} OR {within})"
        conditions.append(condition)
    return conditions, joins, needs


def statement(
    asked: list[Question], reach: Reach, rows: Cut | None, columns: Cut | None, where: Filters
) -> tuple[str, dict]:
    """The one statement that answers all questions and names the keys that occur, with its values."""
    conditions, joins, needs = limits_of(where)
    of_classes, values = reach.classes()
    values |= {"since": where.since, "until": where.until, "english": get_language() == "en"}
    values |= {f"only_{cut}": [key for key in keys if key is not None] for cut, keys in where.only.items()}
    limits = " AND ".join([of_classes, *conditions])
    chosen = (
        f"""chosen AS NOT MATERIALIZED (SELECT c.* FROM participants_classtally c {" ".join(joins)} WHERE {limits})"""
    )
    needs += [name for cut in (rows, columns) if cut for name in HOWS[cut].needs]
    ctes = [f"{name} AS {sql}" for name, sql in RELATIONS.items() if name in needs]
    ctes.append(chosen)
    if any(question.name == "programme" for question in asked):
        whole, more = reach.programmes()
        values |= more
        ctes.append(WHOLE.format(reach=whole, limits="".join(f" AND {condition}" for condition in conditions)))
    ctes += [question.base_sql for question in asked]
    told = [question.sql(grouping) for question in asked for grouping in question.groupings]
    ctes.append(f"cells AS ({' UNION ALL '.join(told)})")
    blank = ", NULL::bigint" * WIDTH
    named = [
        f"SELECT 'name', key, NULL, '{column}', name{blank} FROM ({_names(cut, column)}) n(key, name)"
        for column, cut in (("r", rows), ("k", columns))
        if cut and HOWS[cut].names
    ]
    return f"WITH {', '.join(ctes)} SELECT * FROM cells {' '.join(f'UNION ALL {one}' for one in named)}", values


def _names(cut: Cut, column: str) -> str:
    """The names of the keys that occur; what is not cut has no name."""
    return HOWS[cut].names.format(key=f"nullif({column}, '{ALL}')")
