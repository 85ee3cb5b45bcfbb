"""The reports of an agreement and of a partner as documents: what was promised against what was delivered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.translation import gettext as _

from organisations.choices import OrganisationKind, TimeZone
from organisations.models import Agreement, Commitment, Organisation
from organisations.templatetags.organisations import agreement_name
from reports import figures
from reports.asking import Asked
from reports.crossing import for_whom
from reports.delivered import Delivered, delivered
from reports.document import Card, Cell, Column, Document, Fact, Grid, Kind, Row, Section, Signature, defined
from reports.figures import VERSION, Cut, Fig
from reports.figures.scope import Reach
from reports.figures.table import Table
from reports.tables import grid_of, holds_invented, narrowed

SHOWN = (Fig.CLASSES, Fig.ENROLLED, Fig.COMPLETED, Fig.TARGET, Fig.ACHIEVEMENT)
TOTALS = (*SHOWN, Fig.LESSON_HOURS, Fig.COMPLETION_RATE, Fig.COST)


def agreement_report(agreement: Agreement, asked: Asked, *, reader, at: datetime, on: date) -> Document:
    """What one agreement promised, and what the programmes that rest on it came to."""
    where = asked.where.to(Cut.AGREEMENT, agreement.pk)
    table = figures.cube(reader, rows=Cut.PROGRAMME, where=where, figures=TOTALS)
    promises = _promises(Commitment.objects.filter(agreement=agreement), on)
    signed = [str(party) for party in agreement.parties.all() if party.added_by_id is None]
    return _document(
        "agreement-report",
        agreement_name(agreement),
        asked,
        table,
        sections=(_promised(promises, reader, on, by_agreement=False), _programmes(asked, table, agreement=agreement)),
        reader=reader,
        at=at,
        signers=signed,
    )


def organisation_report(body: Organisation, agreements, asked: Asked, *, reader, at: datetime, on: date) -> Document:
    """What a body promised in its agreements, and what came of the programmes that rest on them or name it partner."""
    keys = [str(one.pk) for one in agreements]
    shared = figures.cube(reader, rows=Cut.PROGRAMME, where=asked.where.to(Cut.PARTNER, body.pk), figures=TOTALS)
    sections = [_promised(_promises(Commitment.objects.filter(agreement__in=keys), on), reader, on, by_agreement=True)]
    counted = shared
    if keys:
        counted = figures.cube(reader, rows=Cut.AGREEMENT, where=asked.where.to(Cut.AGREEMENT, *keys), figures=TOTALS)
        own = [head for head in counted.rows if head.key in keys]
        sections.append(_agreements(asked, replace(counted, rows=own)))
    if body.kind == OrganisationKind.MINISTRY:
        where = asked.where.to(Cut.MINISTRY, body.pk)
        organised = figures.cube(reader, rows=Cut.PROGRAMME, where=where, figures=SHOWN)
        sections.append(_programmes(asked, organised, ministry=body))
    sections.append(_programmes(asked, shared, partner=body))
    return _document(
        "organisation-report", body.name, asked, counted, sections=sections, reader=reader, at=at, signers=[body.name]
    )


def _document(name: str, title: str, asked: Asked, table: Table, *, sections, reader, at, signers) -> Document:
    return Document(
        name=name,
        title=title,
        quoted=True,
        at=at,
        zone=TimeZone.WIB,
        for_whom=for_whom(reader),
        version=VERSION,
        filters=asked.told,
        sections=(Section("key", _("Key figures"), cards=_cards(table)), *sections),
        definitions=defined(TOTALS),
        invented=holds_invented(),
        signatures=tuple(Signature(_("For the party"), one) for one in signers),
    )


def _cards(table: Table) -> tuple[Card, ...]:
    def card(fig: Fig, *below: Fig) -> Card:
        of = tuple(Fact(str(one.label), (Cell.figure(one, table.total[one]),)) for one in below)
        return Card(str(fig.label), Cell.figure(fig, table.total[fig]), of)

    return (
        card(Fig.ENROLLED, Fig.TARGET, Fig.ACHIEVEMENT),
        card(Fig.COMPLETED, Fig.COMPLETION_RATE),
        card(Fig.CLASSES, Fig.LESSON_HOURS),
        card(Fig.COST),
    )


def _promises(found, on: date) -> list[Commitment]:
    """Those that no change took out, with who gave them."""
    bodies = Prefetch("party__organisation", Organisation.objects.named(on))
    parties = Prefetch("agreement__parties__organisation", Organisation.objects.named(on))
    rows = found.filter(removed_by=None).select_related("party", "agreement").prefetch_related(bodies, parties)
    return list(rows.order_by("agreement", "position", "pk"))


def _promised(promises: Sequence[Commitment], reader, on: date, *, by_agreement: bool) -> Section:
    columns = [Column(_("Promise"), Kind.TEXT)]
    columns += [Column(_("Agreement"), Kind.TEXT)] if by_agreement else []
    columns += [
        Column(_("Who gives it"), Kind.TEXT),
        Column(_("Deadline"), Kind.DAY),
        Column(_("Promised")),
        Column(_("Delivered")),
        Column(_("Delivered of promised"), Kind.SHARE),
        Column(_("Result"), Kind.TEXT),
    ]
    done = delivered(promises, Reach.of(reader), on)
    rows = tuple(_promise(one, done[one.pk], by_agreement) for one in promises)
    notes = (
        _("Delivered is counted from the classes and programmes that rest on the agreement, until now."),
        _("Trainers, materials, equipment, money and certificates are not counted here: of them it is not known."),
        _("A programme that rests on several agreements counts fully for each of them, and once in totals."),
    )
    if not rows:
        nothing = _("No promise is recorded. Who keeps the agreement can enter what its parties give.")
        return Section("promises", _("Promised and delivered"), line=nothing, notes=notes[-1:])
    return Section("promises", _("Promised and delivered"), grid=Grid(tuple(columns), rows), notes=notes)


def _promise(one: Commitment, done: Delivered, by_agreement: bool) -> Row:
    unit = str(one.get_unit_display() or "").lower()
    words = one.text_as_printed or str(one.get_kind_display())
    small = (str(one.get_kind_display()),) if one.text_as_printed else ()
    head = Cell.text(words, lang="id" if one.text_as_printed else "", small=small)
    counted = (str(done.counted),) if done.number is not None else ()
    cells = [_agreement(one.agreement)] if by_agreement else []
    cells += [
        Cell.text(str(one.party or ""), lang="id"),
        Cell.day(one.due_on, one.due_on_precision or "d"),
        Cell(one.quantity, unit=unit),
        Cell(done.number, unit=unit, small=counted),
        Cell.part(done.number, done.promised),
        Cell.text(_result(done)),
    ]
    return Row(head, tuple(cells))


def _agreement(agreement: Agreement) -> Cell:
    return Cell.text(agreement_name(agreement), lang="id", url=reverse("agreement_report", args=[agreement.pk]))


def _result(done: Delivered) -> str:
    """Over, as promised, or short of it, in words; nothing where one of the two is unknown."""
    if done.is_met is None:
        return ""
    if done.is_over:
        return _("more than promised")
    return _("as promised") if done.is_met else _("less than promised until now")


def _programmes(asked: Asked, table: Table, **of) -> Section:
    here = {name: one.pk for name, one in of.items()}

    def lead(key: str | None) -> tuple[str, str]:
        behind = reverse("report_classes") + asked.query(**here, **narrowed(Cut.PROGRAMME, key))
        return reverse("programme_report", args=[key]) if key else "", behind

    titles = {
        "agreement": _("Programmes that rest on it"),
        "ministry": _("Programmes that it organises"),
        "partner": _("Programmes in which it has another part"),
    }
    (key,) = of
    if not table.rows:
        return Section(f"by-{key}", titles[key], line=_("No class of such a programme is counted here yet."))
    return Section(f"by-{key}", titles[key], grid=grid_of(table, SHOWN, lead))


def _agreements(asked: Asked, table: Table) -> Section:
    def lead(key: str | None) -> tuple[str, str]:
        behind = reverse("report_classes") + asked.query(**narrowed(Cut.AGREEMENT, key))
        return reverse("agreement_report", args=[key]) if key else "", behind

    notes = (_("A programme that rests on several of them counts fully for each, and once in the total."),)
    title = _("Its agreements")
    if not table.rows:
        return Section("agreements", title, line=_("Nothing that rests on its agreements is counted here yet."))
    return Section("agreements", title, grid=grid_of(table, SHOWN, lead), notes=notes)
