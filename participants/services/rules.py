"""Rules on joining: made, followed by another, ended. What a rule asks is never changed."""

from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from participants.models import EligibilityRule, Question


def add_rule(rule: EligibilityRule) -> EligibilityRule:
    """Keep a new rule; a question that it asks is kept once, however many rules ask it."""
    if "text" in rule.parameters:
        question, _new = Question.objects.get_or_create(text=rule.parameters["text"])
        rule.parameters = rule.parameters | {"question": str(question.pk)}
    rule.save(force_insert=True)
    return rule


def end_rule(rule: EligibilityRule, *, last: date) -> None:
    """Let ``last`` be the last day of a rule; before its first day means that it was never in force.

    Raises ``ValidationError`` (code ``ended``) where somebody else ended or replaced it meanwhile.
    """
    last = max(last, rule.starts_on - timedelta(days=1))
    if not EligibilityRule.objects.filter(pk=rule.pk, ends_on=None).update(ends_on=last):
        raise ValidationError(_("Somebody else has ended or changed this rule meanwhile. See the list."), code="ended")


def follow_rule(rule: EligibilityRule, following: EligibilityRule) -> EligibilityRule:
    """End a rule and let another follow it from the first day of that one on."""
    with transaction.atomic():
        end_rule(rule, last=following.starts_on - timedelta(days=1))
        return add_rule(following)
