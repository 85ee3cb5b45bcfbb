"""What raw SQL of the application's own role tries against milestones, funding and chosen figures, and what refuses."""

import pytest

from programs.models import Figure, FundingLine, Milestone
from tests.factories import make_programme, make_user
from tests.raw import refused, works_for_the_owner

MILESTONE = "UPDATE programs_milestone SET {} WHERE id = %(milestone)s"
FUNDING = "UPDATE programs_fundingline SET {} WHERE id = %(funding)s"
FIGURE = "UPDATE programs_figure SET {} WHERE id = %(figure)s"
CHOSEN = "figure_chosen_says_why_who_and_when"
BY = "used_by_id = %(user)s, used_at = now()"

ATTACKS = [
    ("a milestone of which nothing is known", MILESTONE.format("day = NULL, day_precision = ''"), "says_something"),
    ("a day without its precision", MILESTONE.format("day_precision = ''"), "day_has_precision"),
    ("a month in its middle", MILESTONE.format("day_precision = 'm'"), "day_first_of_period"),
    ("money from nowhere", FUNDING.format("name_as_printed = ''"), "says_from_where"),
    ("no money", FUNDING.format("amount = 0"), "amount_above_zero"),
    ("less than no money", FUNDING.format("amount = -1"), "amount_above_zero"),
    ("money of no country", FUNDING.format("currency = 'rp'"), "currency_has_three_letters"),
    ("a figure chosen by nobody", FIGURE.format("used_because = 'x', used_at = now()"), CHOSEN),
    ("a figure chosen at no time", FIGURE.format("used_because = 'x', used_by_id = %(user)s"), CHOSEN),
    ("a figure chosen without a reason", FIGURE.format(BY), CHOSEN),
    ("a reason for a figure that is not used", FIGURE.format(f"used = false, used_because = 'x', {BY}"), CHOSEN),
]


def constraint(sql: str, rule: str) -> tuple[str, str]:
    """The table of an attack, and the whole name of the rule that refuses it."""
    table = sql.split()[1]
    return table, rule if rule == CHOSEN else f"{table.removeprefix('programs_')}_{rule}"


def build() -> dict:
    programme = make_programme()
    milestone = Milestone.objects.create(programme=programme, kind="opening", day="2023-07-17", day_precision="d")
    funding = FundingLine.objects.create(programme=programme, name_as_printed="DIPA", amount=100)
    figure = Figure.objects.create(programme=programme, measure="participants", unit="people", value=90, used=True)
    return {"milestone": milestone.pk, "funding": funding.pk, "figure": figure.pk, "user": make_user().pk}


@pytest.mark.parametrize(("what", "sql", "rule"), ATTACKS, ids=[what.replace(" ", "-") for what, *_rest in ATTACKS])
def test_the_database_refuses(what, sql, rule, db):
    assert refused(sql, build()) == constraint(sql, rule)[1]


@pytest.mark.django_db(transaction=True)
def test_without_its_constraint_every_attack_would_succeed():
    world = build()
    for _what, sql, rule in ATTACKS:
        table, name = constraint(sql, rule)
        control = f"ALTER TABLE {table} DROP CONSTRAINT {name}"
        assert works_for_the_owner(sql, world, actor=world["user"]) == name
        assert works_for_the_owner(sql, world, actor=world["user"], after=control) == "", name
