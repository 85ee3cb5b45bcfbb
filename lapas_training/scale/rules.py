"""Rules on joining of the last year: a third of the facilities advise against detainees; what they said of each."""

import json
from datetime import timedelta

from django.utils import translation

from lapas_training.scale import Size, World
from lapas_training.scale.chance import chance, key
from lapas_training.scale.copy import Loading
from participants.choices import ParticipantKind
from participants.models import EligibilityRule, RuleAnswer
from participants.rule_choices import RuleKind, Strength, Unknown, Verdict

EVERY = 3
ADMITTED = tuple(kind.value for kind in ParticipantKind if kind != ParticipantKind.DETAINEE)
FIELDS = ("id", "facility", "kind", "parameters", "strength", "unknown", "starts_on")
ANSWERS = """
    INSERT INTO participants_ruleanswer (enrolment_id, rule_id, kind, value, verdict, overridden_reason, at)
    SELECT e.id, r.id, r.kind, %(labels)s::jsonb ->> e.participant_kind,
      CASE WHEN r.parameters -> 'kinds' ? e.participant_kind THEN %(fits)s ELSE %(advised)s END, '',
      coalesce(e.joined_at, e.status_at)
    FROM participants_enrolment e JOIN participants_eligibilityrule r ON r.facility_id = e.venue_id
    WHERE coalesce(e.joined_at, e.status_at)::date >= r.starts_on AND (e.joined_at IS NOT NULL OR e.ended_at IS NULL)
    ORDER BY e.id, r.id"""


def make_rules(size: Size, world: World, loading: Loading) -> None:
    """One rule each, and its answer for everyone who got in since, as the gate would have kept it."""
    dice, starts = chance(size.seed, "rules"), size.until - timedelta(days=365)
    asked = json.dumps({"kinds": ADMITTED})
    told = (RuleKind.TAKES_PART_AS, asked, Strength.ADVISES, Unknown.ADVISES, starts)
    loading.rows(EligibilityRule, FIELDS, ((key(dice, starts), place.id, *told) for place in world.facilities[::EVERY]))
    with translation.override("id"):
        labels = json.dumps({kind.value: str(kind.label) for kind in ParticipantKind})
    values = {"labels": labels, "fits": Verdict.PASSES.value, "advised": Verdict.ADVISES.value}
    loading.fill(RuleAnswer, ANSWERS, values)
