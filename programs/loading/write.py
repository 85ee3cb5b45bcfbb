"""The difference between a file's entries and what is recorded, put into the database: all of it or nothing.

A programme is known by its reference. What an entry is silent on takes nothing away from a programme or agreement;
sentences and figures that it no longer has go. What was added here stays: figures and statements marked so, a stated
title, full names of topics, links made by hand, and bodies that no entry printed.
"""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from organisations.choices import AgreementStatus
from organisations.models import Agreement, AgreementParty, Source
from programs.choices import Basis, ProgrammeRoleKind, TitleOrigin
from programs.loading.read import AgreementTold, Entry
from programs.loading.resolve import Names
from programs.loading.tables import Key, Loaded, Table
from programs.loading.wanted import agreement_kind, figures, statements, title
from programs.models import (
    Figure,
    Programme,
    ProgrammeBasis,
    ProgrammePlace,
    ProgrammeRole,
    ProgrammeSource,
    Statement,
    Topic,
)

FAR = 10_000
"""Topics that change places step aside by this much first, since no two may stand at one position."""


@transaction.atomic
def write(entries: list[Entry]) -> Loaded:
    """Bring the entries in; the same entries again change nothing."""
    writer = Writer(entries)
    for entry in entries:
        writer.take(entry)
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
        self.programmes = self._table(Programme, known.values(), lambda one: (one.reference,))
        self.sources = _sources(entries)
        self.links = self._by_programme(ProgrammeSource.objects.order_by("position"))
        self.recorded_topics = self._by_programme(Topic.objects.order_by("position"))
        self.topics = Table(Topic, {}, self.loaded)
        self.places = self._table(ProgrammePlace, self._of(ProgrammePlace.objects), self._at("position"))
        self.roles = self._table(ProgrammeRole, self._of(ProgrammeRole.objects), self._at("role", "position"))
        self.bases = self._table(
            ProgrammeBasis, self._of(ProgrammeBasis.objects.select_related("agreement")), self._at("position")
        )
        self.agreements = Table(
            Agreement, {key: basis.agreement for key, basis in self.bases.kept.items()}, self.loaded
        )
        self.parties = self._parties()
        self.statements = self._table(
            Statement, self._of(Statement.objects.filter(addition=False)), self._at("kind", "position")
        )
        recorded = list(self._of(Figure.objects.select_related("topic")))
        own = [figure for figure in recorded if not figure.addition]
        self.figures = self._table(Figure, own, self._figure_key)
        self.settled = {self._figure_key(figure) for figure in recorded if figure.addition and figure.used}

    # What is recorded -----------------------------------------------------------------------------------------

    def _of(self, queryset) -> Iterable:
        return queryset.filter(programme__in=self.reference)

    def _table(self, model, rows: Iterable, key_of) -> Table:
        return Table(model, {key_of(row): row for row in rows}, self.loaded)

    def _at(self, *fields: str):
        return lambda row: (self.reference[row.programme_id], *(getattr(row, field) for field in fields))

    def _figure_key(self, figure: Figure) -> Key:
        topic = figure.topic_id or 0
        return (self.reference[figure.programme_id], topic, figure.measure, figure.basis, figure.unit)

    def _by_programme(self, queryset) -> dict[str, list]:
        found: dict[str, list] = {}
        for row in self._of(queryset):
            found.setdefault(self.reference[row.programme_id], []).append(row)
        return found

    def _parties(self) -> Table:
        keys = {agreement.pk: key for key, agreement in self.agreements.kept.items()}
        rows = AgreementParty.objects.filter(agreement__in=keys)
        return self._table(AgreementParty, rows, lambda row: (*keys[row.agreement_id], row.position))

    # What an entry makes --------------------------------------------------------------------------------------

    def take(self, entry: Entry) -> None:
        """Collect the rows of one entry."""
        programme = self._programme(entry)
        here = {"programme_id": programme.pk}
        main = self.sources[entry.source_url].pk
        self._link_sources(entry, programme)
        topics = self._topics(entry, programme)
        self._place(entry, here)
        self._roles(entry, here)
        self._agreements(entry, here, main)
        for told in figures(entry):
            topic = topics[told.topic - 1].pk if told.topic else None
            key = (entry.id, topic or 0, told.measure, Basis.ACTUAL, told.unit)
            said = {"value": told.value, "how_known": told.how_known, "used": key not in self.settled}
            what = {"topic_id": topic, "measure": told.measure, "basis": Basis.ACTUAL, "unit": told.unit}
            self.figures.want(key, **here, **what, **said, source_id=main)
        for told in statements(entry):
            self.statements.want((entry.id, told.kind, told.position), **here, **told._asdict(), source_id=main)

    def _programme(self, entry: Entry) -> Programme:
        known = self.programmes.kept.get((entry.id,))
        told = {"women_only": entry.women_only} if entry.women_only is not None else {}
        for field, day in (("actual_start", entry.start), ("actual_end", entry.end)):
            if day:
                told |= {field: day.day, f"{field}_precision": day.precision}
        if known is None or known.title_origin == TitleOrigin.OURS:
            told |= {"title": title(entry), "title_origin": TitleOrigin.OURS}
        return self.programmes.want((entry.id,), reference=entry.id, **told)

    def _link_sources(self, entry: Entry, programme: Programme) -> None:
        """The entry's sources in its order; those that were added here come after."""
        recorded = [link.source_id for link in self.links.get(entry.id, [])]
        told = [self.sources[address].pk for address in (entry.source_url, *entry.also_see)]
        wanted = told + [source for source in recorded if source not in told]
        if wanted == recorded:
            self.links.pop(entry.id, None)
            return
        self.loaded.note((entry.id,), f"sources: {len(recorded)} → {len(wanted)}")
        self.links[entry.id] = [
            ProgrammeSource(programme_id=programme.pk, source_id=source, position=position)
            for position, source in enumerate(wanted, start=1)
        ]

    def _topics(self, entry: Entry, programme: Programme) -> list[Topic]:
        """The entry's topics, each found by its name, else by its place; those it no longer has come after."""
        recorded = self.recorded_topics.get(entry.id, [])
        found = _same_topics(recorded, [topic.name for topic in entry.topics])
        left = [topic for topic in recorded if topic not in found]
        rows = []
        for position, (topic, told) in enumerate(zip(found, entry.topics, strict=True), start=1):
            key = (entry.id, position)
            if topic:
                self.topics.kept[key] = topic
            rows.append(self.topics.want(key, programme_id=programme.pk, position=position, name=told.name))
        for position, topic in enumerate(left, start=len(rows) + 1):
            self.topics.kept[entry.id, position] = topic
            self.topics.want((entry.id, position), position=position)
            self.loaded.kept.append(f"{entry.id}: topic “{topic.name}”")
        return rows

    def _place(self, entry: Entry, here: dict) -> None:
        key = (entry.id, 1)
        said = {"kind_as_printed": entry.prison_kind or "", "city": entry.city or "", "province": entry.province or ""}
        link = _link(self.places.kept.get(key), "facility_id", entry.prison, self.names.facility(entry.prison))
        self.places.want(key, **here, position=1, name_as_printed=entry.prison, **said, **link)

    def _roles(self, entry: Entry, here: dict) -> None:
        organisers = [entry.organiser] if entry.organiser else []
        for role, bodies in ((ProgrammeRoleKind.ORGANISER, organisers), (ProgrammeRoleKind.PARTNER, entry.partners)):
            for position, name in enumerate(bodies, start=1):
                key = (entry.id, role, position)
                link = _link(self.roles.kept.get(key), "organisation_id", name, self.names.organisation(name))
                self.roles.want(key, **here, role=role, position=position, name_as_printed=name, **link)

    def _agreements(self, entry: Entry, here: dict, source) -> None:
        """The first position is that of the agreement the entry rests on, even where it names only others."""
        told = [(1, entry.agreement)] if entry.agreement else []
        for position, one in [*told, *enumerate(entry.other_agreements, start=2)]:
            key = (entry.id, position)
            agreement = self.agreements.want(key, **_agreement(one, self.agreements.kept.get(key)), source_id=source)
            self.bases.want(key, **here, agreement_id=agreement.pk, position=position)
            for place, name in enumerate(one.parties, start=1):
                party = (*key, place)
                link = _link(self.parties.kept.get(party), "organisation_id", name, self.names.organisation(name))
                self.parties.want(party, agreement_id=agreement.pk, position=place, name_as_printed=name, **link)

    # Into the database ----------------------------------------------------------------------------------------

    def finish(self) -> None:
        """Write every table: what others point to first."""
        Source.objects.bulk_create(source for source in self.sources.values() if source._state.adding)
        self.programmes.write()
        self.agreements.write()
        if "position" in self.topics.fields:
            moved = [topic.pk for topic in self.topics.changed]
            Topic.objects.filter(pk__in=moved).update(position=F("position") + FAR)
        self.topics.write()
        links = [link for rows in self.links.values() for link in rows if link.pk is None]
        ProgrammeSource.objects.filter(programme__in={link.programme_id for link in links}).delete()
        ProgrammeSource.objects.bulk_create(links)
        self.loaded.kept += [f"{key[0]}: agreement at position {key[1]}" for key, _basis in self.bases.unwanted()]
        self.bases.write()
        for printed in (self.places, self.roles, self.parties):
            printed.write(remove=lambda row: row.name_as_printed != "")
        self.figures.write(remove=lambda _row: True)
        self.statements.write(remove=lambda _row: True)
        touched = {*self.loaded.added, *self.loaded.changed}
        self.loaded.unchanged = sorted(key[0] for key in self.programmes.kept if key[0] not in touched)


def _sources(entries: list[Entry]) -> dict[str, Source]:
    """Every address of the file with its source; one page is one source, whoever names it."""
    addresses = dict.fromkeys(address for entry in entries for address in (entry.source_url, *entry.also_see))
    known = {source.address: source for source in Source.objects.filter(address__in=addresses)}
    return {address: known.get(address) or Source(address=address) for address in addresses}


def _same_topics(recorded: list[Topic], names: list[str]) -> list[Topic | None]:
    """For each name the topic that is recorded: one of that name, else the one that stood there and has no other."""
    free = list(recorded)
    found: list[Topic | None] = []
    for name in names:
        topic = next((topic for topic in free if topic.name == name), None)
        found.append(topic)
        free = [other for other in free if other is not topic]
    by_place = {topic.position: topic for topic in free}
    return [topic or by_place.get(place) for place, topic in enumerate(found, start=1)]


def _link(kept, field: str, printed: str, found) -> dict:
    """The body behind a printed name. A link that was made by hand stays while the name that is printed stays."""
    by_hand = kept is not None and kept.name_as_printed == printed and found is None
    return {} if by_hand else {field: found}


def _agreement(told: AgreementTold, kept: Agreement | None) -> dict:
    """What an entry says of an agreement; its kind follows the words, its being signed follows a date of that."""
    words = {"title": told.title, "number_as_printed": told.number, "term_as_printed": told.term}
    said = {field: value for field, value in words.items() if value is not None}
    if kept is None or (told.kind and kept.kind_as_printed != told.kind):
        said |= {"kind": agreement_kind(told.kind), "kind_as_printed": told.kind or ""}
    if told.signed_on:
        said |= {"signed_on": told.signed_on.day, "signed_on_precision": told.signed_on.precision}
        if kept is None or kept.status == AgreementStatus.UNKNOWN:
            said["status"] = AgreementStatus.SIGNED
    return said
