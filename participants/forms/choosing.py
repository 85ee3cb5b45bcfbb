"""Choosing people for a class: narrowing the candidates, bringing a list, copying from another class, deciding."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from participants.choices import LegalStatus
from participants.forms.enrolments import keys
from participants.forms.people import natural
from participants.register.unreadable import UnreadableError
from participants.services.choosing import Narrowed
from participants.services.finding_listed import AT_MOST, LONGEST, Line, pasted, uploaded
from web.forms import FilterForm, PageForm
from web.uploads import LARGEST

LONGEST_REASON = 500
"""Signs of a reason."""


class CandidateSearch(FilterForm):
    """Whom the list of candidates is narrowed to."""

    q = forms.CharField(
        label=_("Search a name or register number"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off", "spellcheck": "false"}),
    )
    block = forms.ChoiceField(label=_("Block"))
    interest = forms.ChoiceField(label=_("Interest"))
    legal_status = forms.ChoiceField(label=_("Legal status"), choices=[("", _("All")), *LegalStatus.choices])

    def __init__(self, data, *, blocks: Iterable[str], skills: Iterable[tuple[UUID, str]]):
        super().__init__(data)
        self.fields["interest"].choices = [("", _("All")), *((str(key), name) for key, name in skills)]
        found = sorted(blocks, key=natural)
        self.fields["block"].choices = [("", _("All blocks")), *((block, block) for block in found)]

    @property
    def narrowed(self) -> Narrowed:
        """What was asked for; what cannot be read narrows nothing."""
        self.is_valid()
        said = self.cleaned_data
        return Narrowed(
            said.get("q", ""), said.get("block", ""), said.get("legal_status", ""), said.get("interest", "")
        )


class PasteForm(PageForm, forms.Form):
    """Register numbers, as somebody copied or typed them."""

    numbers = forms.CharField(
        label=_("Register numbers"),
        max_length=40_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_("One in each line, in any spelling: B.I.114/2021, b i 114 2021. Rows of a spreadsheet are fine."),
    )

    def clean_numbers(self) -> list[Line]:
        """The lines; not more than a list may have."""
        lines = pasted(self.cleaned_data["numbers"])
        if not lines:
            raise ValidationError(self.fields["numbers"].error_messages["required"], code="required")
        return not_too_many(lines)

    @property
    def lines(self) -> list[Line]:
        """What was brought."""
        return self.cleaned_data["numbers"]


class UploadForm(PageForm, forms.Form):
    """A file with register numbers."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("xlsx, xls, ods or csv with one register number in each row. It is read and not kept."),
        error_messages={
            "required": _("No file was chosen. Choose the file with the list."),
            "missing": _("No file was chosen. Choose the file with the list."),
            "empty": _("The file is empty. Choose the file with the list."),
            "max_length": _("The name of the file is too long. Give the file a shorter name."),
        },
    )

    def __init__(self, *args, names: dict[str, str], **kwargs):
        super().__init__(*args, **kwargs)
        self.names = names

    def clean_file(self) -> list[Line]:
        """The rows of the file, or the sentence that says why it cannot be read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise ValidationError(_("The file is larger than 20 MB. Save only the list as a file of its own."), "large")
        try:
            return not_too_many(uploaded(file.read(), self.names))
        except UnreadableError as refused:
            raise ValidationError(str(refused), "unreadable") from refused

    @property
    def lines(self) -> list[Line]:
        """What was brought."""
        return self.cleaned_data["file"]


def not_too_many(lines: list[Line]) -> list[Line]:
    """A list that can be reviewed at once."""
    if len(lines) > AT_MOST:
        raise ValidationError(
            _("The list has %(n)s lines; at most %(most)s can be reviewed at once. Bring it in parts."),
            code="too_many",
            params={"n": len(lines), "most": AT_MOST},
        )
    return lines


class ClassSearch(FilterForm):
    """Which class people are copied from."""

    q = forms.CharField(
        label=_("Search a class or programme"),
        max_length=100,
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )

    @property
    def words(self) -> str:
        """What is searched for."""
        return self.cleaned_data.get("q", "") if self.is_valid() else ""


class Way(models.TextChoices):
    """How the people of a review were brought together."""

    TICKED = "ticked", _("from the candidates")
    PASTED = "pasted", _("from a pasted list")
    UPLOADED = "uploaded", _("from an uploaded list")
    COPIED = "copied", _("from another class")


@dataclass
class Decisions:
    """What a review is about: the people, the reasons typed beside them, what was not found, whether to wait."""

    people: list[UUID]
    typed: dict[UUID, str] = field(default_factory=dict)
    lost: list[Line] = field(default_factory=list)
    repeated: int = 0
    queue: bool = True
    """Whether those without a seat shall wait: so it stands on the review until somebody says no."""
    way: Way = Way.TICKED

    @classmethod
    def of(cls, posted: QueryDict) -> "Decisions":
        """Read what was sent as far as it can be read; what names nobody is left out."""
        people = keys(posted.getlist("p"))[:AT_MOST]
        typed = {person: posted.get(f"why-{person}", "").strip() for person in people}
        way = posted.get("way", "")
        return cls(
            people=people,
            typed={person: words for person, words in typed.items() if words},
            lost=list(_lines(posted.getlist("lost"))),
            queue=bool(posted.get("queue")),
            way=Way(way) if way in Way.values else Way.TICKED,
        )

    @property
    def n(self) -> int:
        """How many people were named, found or not."""
        return len(self.people) + len(self.lost)

    @property
    def too_long(self) -> set[UUID]:
        """Those whose reason is longer than can be kept."""
        return {person for person, words in self.typed.items() if len(words) > LONGEST_REASON}


def _lines(sent: Iterable[str]) -> Iterable[Line]:
    for one in list(sent)[:AT_MOST]:
        n, _colon, words = one.partition(":")
        if n.isascii() and n.isdigit() and len(n) < 7 and words:
            yield Line(int(n), words[:LONGEST])
