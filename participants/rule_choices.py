"""The written values of rules on who may join a class, and of the facts that they read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RuleKind(models.TextChoices):
    """What a rule asks about."""

    SHARE_SERVED = "share_served", _("Share of the sentence served")
    RELEASE = "release", _("Release against the end of the class")
    AGE = "age", _("Age")
    SEX = "sex", _("Sex")
    TAKES_PART_AS = "takes_part_as", _("Legal status")
    RISK = "risk", _("Risk class")
    PREREQUISITE = "prerequisite", _("Training completed before")
    UNTRAINED = "untrained", _("Not yet trained in this skill")
    BOARD = "board", _("Decision of the TPP")
    INTEREST = "interest", _("Interest recorded")
    DOMICILE = "domicile", _("Domicile")
    LANGUAGE = "language", _("Language")
    DISCIPLINE = "discipline", _("Free of discipline entries")
    QUESTION = "question", _("Question of your own")


class Strength(models.TextChoices):
    """What a rule does with somebody whom it does not fit."""

    ADVISES = "advises", _("only advises")
    OVERRIDE = "override", _("asks for a reason")
    BLOCKS = "blocks", _("blocks")


class Unknown(models.TextChoices):
    """What a rule does with somebody of whom it is not known whether it fits."""

    PASSES = "passes", _("lets them join")
    ADVISES = "advises", _("only advises")
    OVERRIDE = "override", _("asks for a reason")
    BLOCKS = "blocks", _("blocks")


class Verdict(models.IntegerChoices):
    """What came of a rule for one person; of several rules the highest counts."""

    PASSES = 0, _("fits")
    ADVISES = 1, _("advised against")
    OVERRIDE = 2, _("needs a reason")
    BLOCKS = 3, _("may not join")


VERDICT_OF = {
    "passes": Verdict.PASSES,
    "advises": Verdict.ADVISES,
    "override": Verdict.OVERRIDE,
    "blocks": Verdict.BLOCKS,
}
"""The verdict that a strength, or a way to take the unknown, gives."""


class Risk(models.TextChoices):
    """How closely somebody is held, from the assessment; the order is that of the risk."""

    MINIMUM = "minimum", _("Minimum security")
    MEDIUM = "medium", _("Medium security")
    MAXIMUM = "maximum", _("Maximum security")
    SUPER_MAXIMUM = "super_max", _("Super maximum security")


class Spoken(models.TextChoices):
    """A language that somebody understands well enough to be taught in it."""

    INDONESIAN = "id", _("Indonesian")
    ACEHNESE = "ace", _("Acehnese")
    BALINESE = "ban", _("Balinese")
    BANJAR = "bjn", _("Banjar")
    BATAK = "btk", _("Batak")
    BUGIS = "bug", _("Bugis")
    JAVANESE = "jv", _("Javanese")
    MADURESE = "mad", _("Madurese")
    MAKASAR = "mak", _("Makassarese")
    MALAY = "ms", _("Malay")
    MINANG = "min", _("Minangkabau")
    SASAK = "sas", _("Sasak")
    SUNDANESE = "su", _("Sundanese")
    PAPUAN_MALAY = "pmy", _("Papuan Malay")
    ENGLISH = "en", _("English")
    ARABIC = "ar", _("Arabic")
    CHINESE = "zh", _("Chinese")
    SIGN = "inl", _("Indonesian sign language")
