"""The Tangerang programme of July 2023 as its source tells it, small enough for a test."""

from dataclasses import dataclass
from datetime import date

from organisations.choices import HowKnown
from organisations.models import Facility, Organisation, Source
from participants.services.enrolments import enrol
from programs.choices import Measure, ProgrammeRoleKind, StatementKind, Unit
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
from tests.factories import NOW, acting, make_agreement, make_inmates, make_organisation, make_session, make_topic

TITLE = "Bimbingan Teknis Wirausaha Baru IKM"
TOPICS = (
    ("Batik cap/tulis", HowKnown.STATED),
    ("Diversifikasi kain batik", HowKnown.DERIVED),
    ("Olahan pangan", HowKnown.STATED),
)
PARTNERS = (
    "Ditjen Pemasyarakatan",
    "Ikatan Pimpinan Tinggi Perempuan Indonesia (PIMTI)",
    "Yayasan Batik Indonesia (YBI)",
)


@dataclass(frozen=True)
class Tangerang:
    """What a test asks of it."""

    programme: Programme
    ministry: Organisation
    organiser: Organisation
    facility: Facility
    topics: list[Topic]
    source: Source
    names: list[str]
    """Names of the people in its classes: no page of an official may hold one."""


def tell(facility: Facility, *, registrar, people: int = 30) -> Tangerang:
    """The programme with its topics, figures, parties and statement, and three invented classes of thirty seats."""
    source = Source.objects.create(address="https://berita.example/tangerang", publisher="Berita Contoh")
    ministry = make_organisation("Kementerian Perindustrian")
    organiser = make_organisation("Ditjen IKMA", parent=ministry)
    programme = Programme.objects.create(
        reference="E01",
        title=TITLE,
        actual_start=date(2023, 7, 17),
        actual_start_precision="d",
        actual_end=date(2023, 7, 22),
        actual_end_precision="d",
        women_only=True,
    )
    ProgrammeSource.objects.create(programme=programme, source=source, position=1)
    ProgrammePlace.objects.create(
        programme=programme,
        position=1,
        facility=facility,
        name_as_printed="Lapas Perempuan Tangerang",
        province="Banten",
    )
    topics = [make_topic(programme, name, place) for place, (name, _how) in enumerate(TOPICS, start=1)]
    _say_who(programme, ministry, organiser, source)
    _say_how_many(programme, facility, topics, source)
    Statement.objects.create(programme=programme, kind=StatementKind.INFERRED, text="women_only: a women's prison")
    Statement.objects.create(
        programme=programme, kind=StatementKind.SKILLS_BEFORE, text="makanan ringan, salon, menjahit", language="id"
    )
    names = _fill(programme, facility, topics, registrar, people)
    return Tangerang(programme, ministry, organiser, facility, topics, source, names)


def _say_who(programme, ministry, organiser, source) -> None:
    ProgrammeRole.objects.create(
        programme=programme,
        role=ProgrammeRoleKind.ORGANISER,
        position=1,
        organisation=organiser,
        name_as_printed="Kementerian Perindustrian – Ditjen IKMA",
    )
    ProgrammeRole.objects.bulk_create(
        ProgrammeRole(programme=programme, role=ProgrammeRoleKind.PARTNER, position=place, name_as_printed=name)
        for place, name in enumerate(PARTNERS, start=1)
    )
    agreement = make_agreement(ministry, make_organisation("Kementerian Hukum dan HAM"), source=source)
    ProgrammeBasis.objects.create(programme=programme, agreement=agreement, position=1)


def _say_how_many(programme, facility, topics, source) -> None:
    stated = {"source": source, "used": True, "unit": Unit.PEOPLE}
    derived = {"how_known": HowKnown.DERIVED, "used": True}
    Figure.objects.create(programme=programme, measure=Measure.PARTICIPANTS, value=90, **stated)
    for topic, (_name, how) in zip(topics, TOPICS, strict=True):
        derivation = "90 − 30 − 30" if how == HowKnown.DERIVED else ""
        Figure.objects.create(
            programme=programme,
            topic=topic,
            measure=Measure.PARTICIPANTS,
            value=30,
            how_known=how,
            derivation=derivation,
            **stated,
        )
    Figure.objects.create(
        programme=programme, measure=Measure.LENGTH, unit=Unit.DAYS, value=6, derivation="17–22 Juli", **derived
    )
    Figure.objects.create(facility=facility, measure=Measure.TRAINED_BEFORE, value=268, **stated)


def _fill(programme, facility, topics, registrar, people: int) -> list[str]:
    names = []
    with acting(registrar, facility):
        for topic in topics:
            session = make_session(
                facility, title=f"Kelas {topic.name}", programme=programme, topic=topic, capacity=30, invented=True
            )
            inside = make_inmates(facility, people)
            enrol([person.pk for person in inside], session=session, at=NOW)
            names += [person.name for person in inside]
    return names
