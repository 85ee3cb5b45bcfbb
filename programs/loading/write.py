"""The difference between a file's entries and what is recorded, put into the database: all of it or nothing.

A programme is known by its reference. What an entry is silent on takes nothing away from a programme or agreement;
sentences, figures and printed names that it no longer has go. What was added here stays, and so does what was mended
or removed here, until the file itself says something else.
"""

from collections.abc import Callable, Iterable

from django.db import transaction

from organisations.choices import AgreementStatus, Precision
from organisations.models import Agreement, AgreementParty, Source
from programs.choices import Basis, ProgrammeRoleKind, TitleOrigin
from programs.loading.lists import Lists
from programs.loading.read import AgreementTold, Entry
from programs.loading.resolve import Names
from programs.loading.shapes import PartialDate
from programs.loading.tables import Key, Loaded, Table, spread
from programs.loading.told import Told, fingerprint
from programs.loading.wanted import agreement_kind, figures, is_planned, statements, title
from programs.models import (
    Figure,
    Programme,
    ProgrammeBasis,
    ProgrammeEntry,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Statement,
    Topic,
)

Show = Callable[[Loaded], None]


@transaction.atomic
def write(entries: list[Entry], show: Show = lambda _loaded: None) -> Loaded:
    """Bring the entries in; the same entries again change nothing. ``show`` is told of the changes before they are."""
    writer = Writer(entries)
    for entry in entries:
        writer.take(entry)
    writer.settle()
    show(writer.loaded)
    writer.finish()
    return writer.loaded


class Writer:
    """Collects what all entries make, so that every table is read once and written once."""

    def __init__(self, entries: list[Entry]):
        self.loaded = Loaded()
        self.names = Names()
        found = Programme.objects.filter(reference__in=[entry.id for entry in entries])
        known = {programme.reference: programme for programme in found.order_by("pk").select_for_update()}
        self.loaded.added = {entry.id for entry in entries} - known.keys()
        self.reference = {programme.pk: reference for reference, programme in known.items()}
        self.entries = {self.reference[one.pk]: one for one in self._of(ProgrammeEntry.objects)}
        self.told = {entry.id: Told(getattr(self.entries.get(entry.id), "told", None)) for entry in entries}
        self.programmes = self._table(Programme, known.values(), lambda one: (one.reference,))
        self.sources = _sources(entries)
        self.links = self._table(ProgrammeSource, self._of(ProgrammeSource.objects), self._at("source_id"))
        self.topics = self._table(Topic, self._of(Topic.objects), self._at("pk"))
        own = {"addition": False}
        self.places = self._table(ProgrammePlace, self._of(ProgrammePlace.objects.filter(**own)), self._at("position"))
        roles = self._of(ProgrammeRole.objects.filter(**own))
        self.roles = self._table(ProgrammeRole, roles, self._at("role", "position"))
        bases = self._of(ProgrammeBasis.objects.select_related("agreement"))
        self.bases = self._table(ProgrammeBasis, bases, self._at("agreement_id"))
        rested_on = {key: basis.agreement for key, basis in self.bases.kept.items()}
        self.agreements = Table(Agreement, rested_on, self.loaded, self.told)
        self.parties = self._parties()
        self.statements = self._table(
            Statement, self._of(Statement.objects.filter(**own)), self._at("kind", "position")
        )
        recorded = list(self._of(Figure.objects.all()))
        self.figures = self._table(Figure, [figure for figure in recorded if not figure.addition], self._figure_key)
        self.settled = {self._figure_key(figure) for figure in recorded if figure.addition and figure.used}
        self.lists = Lists(self.loaded, self.told)

    # What is recorded -----------------------------------------------------------------------------------------

    def _of(self, queryset) -> Iterable:
        return queryset.filter(programme__in=self.reference)

    def _table(self, model, rows: Iterable, key_of) -> Table:
        return Table(model, {key_of(row): row for row in rows}, self.loaded, self.told)

    def _at(self, *fields: str):
        return lambda row: (self.reference[row.programme_id], *(getattr(row, field) for field in fields))

    def _figure_key(self, figure: Figure) -> Key:
        topic = figure.topic_id or 0
        return (self.reference[figure.programme_id], topic, figure.measure, figure.basis, figure.unit)

    def _parties(self) -> Table:
        """By the entry that prints them: an agreement that two entries rest on has the parties of both."""
        keys: dict = {}
        for key, agreement in self.agreements.kept.items():
            keys.setdefault(agreement.pk, []).append(key)
        rows = AgreementParty.objects.filter(agreement__in=keys, addition=False)
        kept = {(*key, row.position): row for row in rows for key in keys[row.agreement_id]}
        return Table(AgreementParty, kept, self.loaded, self.told)

    # What an entry makes --------------------------------------------------------------------------------------

    def take(self, entry: Entry) -> None:
        """Collect the rows of one entry."""
        programme = self._programme(entry)
        here = {"programme_id": programme.pk}
        main = {"source_id": self.sources[entry.source_url].pk}
        sources = [self.sources[address].pk for address in (entry.source_url, *entry.also_see)]
        self.lists.sources(entry.id, sources, self.links, here)
        topics = self.lists.topics(entry.id, [topic.name for topic in entry.topics], self.topics, here)
        self._place(entry, here)
        self._roles(entry, here)
        self._agreements(entry, here, main)
        for told in figures(entry):
            topic = topics[told.topic - 1].pk if told.topic and topics[told.topic - 1] else None
            if told.topic and topic is None:
                continue
            key = (entry.id, topic or 0, told.measure, told.basis, told.unit)
            made = {"topic_id": topic, "measure": told.measure, "basis": told.basis, "unit": told.unit}
            said = {"value": told.value, "how_known": told.how_known}
            self.figures.want(key, said, **here, **made, **main, used=key not in self.settled)
        for told in statements(entry):
            made = {"kind": told.kind, "position": told.position, "language": told.language}
            self.statements.want((entry.id, told.kind, told.position), {"text": told.text}, **here, **made, **main)
        if entry.certificates:
            self.told[entry.id].say("certificates", {})

    def _programme(self, entry: Entry) -> Programme:
        key, basis = (entry.id,), Basis.PLANNED if is_planned(entry) else Basis.ACTUAL
        dates = {f"{basis.value}_start": entry.start, f"{basis.value}_end": entry.end}
        said = {field: day for field, day in {"women_only": entry.women_only, **dates}.items() if day is not None}
        known = self.programmes.kept.get(key)
        if known is None or known.title_origin == TitleOrigin.OURS:
            said["title"] = title(entry)
        programme = self.programmes.want(key, said, reference=entry.id, title_origin=TitleOrigin.OURS)
        self._keep_days_in_order(programme, said)
        # A stated title does not make the entry another one.
        self.told[entry.id].now[self.programmes.name(key)]["title"] = fingerprint(title(entry))
        return programme

    def _keep_days_in_order(self, programme: Programme, said: dict) -> None:
        """A day that stands here from before and no longer fits gives way to the file's days."""
        for basis in (Basis.PLANNED, Basis.ACTUAL):
            days = [f"{basis.value}_{which}" for which in ("start", "end")]
            first, last = (getattr(programme, field) for field in days)
            exact = all(getattr(programme, f"{field}_precision") == Precision.DAY for field in days)
            if exact and last < first:
                nothing = PartialDate(None, "")
                columns = spread({field: said.get(field, nothing) for field in days})
                self.programmes.put((programme.reference,), **columns)

    def _place(self, entry: Entry, here: dict) -> None:
        key = (entry.id, 1)
        said = {"kind_as_printed": entry.prison_kind or "", "city": entry.city or "", "province": entry.province or ""}
        self.places.want(key, {"name_as_printed": entry.prison, **said}, **here, position=1)
        self._link(self.places, key, "facility_id", self.names.facility)

    def _roles(self, entry: Entry, here: dict) -> None:
        organisers = [entry.organiser] if entry.organiser else []
        for role, bodies in ((ProgrammeRoleKind.ORGANISER, organisers), (ProgrammeRoleKind.PARTNER, entry.partners)):
            for position, name in enumerate(bodies, start=1):
                key = (entry.id, role, position)
                self.roles.want(key, {"name_as_printed": name}, **here, role=role, position=position)
                self._link(self.roles, key, "organisation_id", self.names.organisation)

    def _agreements(self, entry: Entry, here: dict, main: dict) -> None:
        """The first position is that of the agreement the entry rests on, even where it names only others."""
        told = [(1, entry.agreement)] if entry.agreement else []
        told += enumerate(entry.other_agreements, start=2)
        found = self.lists.agreements(entry.id, [(place, fingerprint(one)) for place, one in told], self.bases, here)
        for pk, (_place, one) in zip(found, told, strict=True):
            if pk is None:
                continue
            key = (entry.id, pk)
            self.agreements.want(key, _said(one), pk=pk, kind=agreement_kind(one.kind), **main)
            self._follow(key)
            for position, name in enumerate(one.parties, start=1):
                party = (*key, position)
                self.parties.want(party, {"name_as_printed": name}, agreement_id=pk, position=position)
                self._link(self.parties, party, "organisation_id", self.names.organisation)

    def _follow(self, key: Key) -> None:
        """The kind of an agreement follows the words for it, and its being signed follows a date of that."""
        agreement, news = self.agreements.kept[key], self.agreements.news[key]
        if "kind_as_printed" in news:
            self.agreements.put(key, kind=agreement_kind(agreement.kind_as_printed))
        if "signed_on" in news and agreement.status == AgreementStatus.UNKNOWN:
            self.agreements.put(key, status=AgreementStatus.SIGNED)

    def _link(self, table: Table, key: Key, field: str, find: Callable) -> None:
        """The body behind a printed name. A link that is there stays while the name that is printed stays."""
        row = table.kept.get(key)
        if row is not None and ("name_as_printed" in table.news[key] or getattr(row, field) is None):
            table.put(key, **{field: find(row.name_as_printed)})

    # Into the database ----------------------------------------------------------------------------------------

    def settle(self) -> None:
        """Say which rows go, and which programmes stay as they are."""
        for printed in (self.places, self.roles, self.parties):
            printed.drop(lambda row: row.name_as_printed != "")
        self.figures.drop()
        self.statements.drop()
        self.loaded.kept += self.lists.left(self.topics, self.bases, self.links)
        touched = {*self.loaded.added, *self.loaded.changed}
        self.loaded.unchanged = sorted(key[0] for key in self.programmes.kept if key[0] not in touched)

    def finish(self) -> None:
        """Write every table: what others point to first."""
        Source.objects.bulk_create(source for source in self.sources.values() if source._state.adding)
        for table in (self.programmes, self.agreements, self.topics, self.links, self.bases):
            table.write()
        for table in (self.places, self.roles, self.parties, self.figures, self.statements):
            table.write()
        told = [
            ProgrammeEntry(programme=self.programmes.kept[reference,], told=told.now)
            for reference, told in self.told.items()
            if told.differs
        ]
        ProgrammeEntry.objects.bulk_create(
            told, update_conflicts=True, unique_fields=["programme"], update_fields=["told"]
        )


def _sources(entries: list[Entry]) -> dict[str, Source]:
    """Every address of the file with its source; one page is one source, whoever names it."""
    addresses = dict.fromkeys(address for entry in entries for address in (entry.source_url, *entry.also_see))
    known = {source.address: source for source in Source.objects.filter(address__in=addresses)}
    return {address: known.get(address) or Source(address=address) for address in addresses}


def _said(told: AgreementTold) -> dict:
    """What an entry says of an agreement."""
    words = {
        "title": told.title,
        "kind_as_printed": told.kind,
        "number_as_printed": told.number,
        "signed_on": told.signed_on,
        "term_as_printed": told.term,
    }
    return {field: value for field, value in words.items() if value is not None}
