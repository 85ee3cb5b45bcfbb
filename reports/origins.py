"""Where each figure of a report comes from: small letters beside the figures, one list of them at the end."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from organisations.choices import HowKnown
from organisations.models import Source
from organisations.templatetags.organisations import source_name
from programs.models import Figure

COUNTED, PLANNED = "counted", "planned"

LETTERS = {HowKnown.STATED: "a", COUNTED: "b", HowKnown.DERIVED: "c", PLANNED: "d", HowKnown.INFERRED: "e"}
"""One letter for each way of knowing, the same in every report; a second source of a kind is a2."""

WORDS = {
    HowKnown.STATED: HowKnown.STATED.label,
    COUNTED: _("counted from roster"),
    HowKnown.DERIVED: HowKnown.DERIVED.label,
    PLANNED: _("planned"),
    HowKnown.INFERRED: HowKnown.INFERRED.label,
}


@dataclass(frozen=True)
class Origin:
    """One line of the list: how something is known, from what, and whether that is invented."""

    letter: str = field(compare=False)
    how: str
    text: str
    url: str = ""
    sample: bool = False

    @property
    def kind(self) -> str:
        """How it is known, in words."""
        return WORDS[self.how]


class Origins:
    """Gives letters to origins as a report meets them; the same origin keeps its letter."""

    def __init__(self):
        self._found: list[Origin] = []

    def __iter__(self) -> Iterator[Origin]:
        return iter(sorted(self._found, key=lambda origin: (origin.letter[0], int(origin.letter[1:] or 1))))

    def mark(self, how: str, text: str, *, url: str = "", sample: bool = False) -> str:
        """The letter of this origin."""
        met = [origin for origin in self._found if origin.how == how]
        new = Origin(f"{LETTERS[how]}{len(met) + 1 if met else ''}", how, text, url, sample)
        for origin in met:
            if origin == new:
                return origin.letter
        self._found.append(new)
        return new.letter

    def mark_source(self, source: Source) -> str:
        """The letter of what a source states."""
        return self.mark(HowKnown.STATED, source_name(source), url=source.address)

    def mark_figure(self, figure: Figure) -> str:
        """The letter of a published figure: its derivation, or the source that states it or led to it."""
        address = figure.source.address if figure.source else ""
        name = source_name(figure.source) if figure.source else _("a source that was not recorded")
        if figure.how_known == HowKnown.INFERRED:
            name = gettext("not stated; deduced from %(source)s") % {"source": name}
        return self.mark(figure.how_known, figure.derivation or name, url=address)
