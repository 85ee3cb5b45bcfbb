"""Keeping what each rule said of whoever came into a class."""

from collections.abc import Collection, Mapping
from datetime import datetime
from uuid import UUID

from django.db import connection

from accounts.scope import acting
from participants.eligibility import RuleVerdict
from participants.models import RuleAnswer
from participants.rule_choices import Verdict

LONGEST = RuleAnswer._meta.get_field("value").max_length

KEEP = """
    INSERT INTO participants_ruleanswer
      (enrolment_id, rule_id, kind, value, verdict, overridden_reason, overridden_by_id, at)
    SELECT enrolment_id, rule_id, kind, value, verdict, reason, signed, %s
    FROM unnest(%s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::smallint[], %s::text[], %s::uuid[])
      AS said(enrolment_id, rule_id, kind, value, verdict, reason, signed)
    ON CONFLICT DO NOTHING"""
"""At one instant a rule says one thing of somebody: asked twice, it is kept once."""


def keep_answers(said: Mapping[UUID, Collection[RuleVerdict]], *, reasons: Mapping[UUID, str], at: datetime) -> None:
    """By enrolment, what each rule saw and what came of it; a rule that was set aside has the reason and is signed."""
    rows = [(enrolment, rule) for enrolment, rules in said.items() for rule in rules]
    if not rows:
        return
    aside = [rule.verdict == Verdict.OVERRIDE for _enrolment, rule in rows]
    by = acting() if any(aside) else None
    columns = (
        [enrolment for enrolment, _rule in rows],
        [rule.rule.pk for _enrolment, rule in rows],
        [str(rule.rule.kind) for _enrolment, rule in rows],
        [rule.value[:LONGEST] for _enrolment, rule in rows],
        [int(rule.verdict) for _enrolment, rule in rows],
        [reasons[enrolment].strip() if over else "" for (enrolment, _rule), over in zip(rows, aside, strict=True)],
        [by if over else None for over in aside],
    )
    with connection.cursor() as cursor:
        cursor.execute(KEEP, [at, *columns])
