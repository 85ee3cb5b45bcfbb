"""Who may join a class: rules as data, one definition in SQL for a whole prison and for one person (decision 0014)."""

from participants.eligibility.judging import KINDS, RuleVerdict, answers, in_words, judged, rules_for

__all__ = ["KINDS", "RuleVerdict", "answers", "in_words", "judged", "rules_for"]
