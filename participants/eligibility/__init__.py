"""Who may join a class: rules as data, one definition in SQL for a whole prison and for one person (decision 0014)."""

from participants.eligibility.judging import (
    KINDS,
    RuleVerdict,
    answers,
    answers_of_one,
    in_words,
    judged,
    rules_for,
    rules_of,
)

__all__ = ["KINDS", "RuleVerdict", "answers", "answers_of_one", "in_words", "judged", "rules_for", "rules_of"]
