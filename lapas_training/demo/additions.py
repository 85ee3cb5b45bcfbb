"""What ``tangerang.json`` knows of programme E01 beyond its entry: added beside it, each addition marked as one.

A title, full names of topics, other names of the prison, the purpose, the number of the middle topic by subtraction,
and how many people the prison had trained before. Loading the entry again removes none of it.
"""

import json

from lapas_training.demo import DATA, E01, TANGERANG
from organisations.choices import HowKnown, NameKind
from organisations.models import Facility, OrganisationName, Source
from programs.choices import Measure, StatementKind, TitleOrigin, Unit
from programs.models import Figure, Programme, ProgrammeBasis, Statement, Topic

ADDED = {"addition": True}


def add_what_tangerang_tells() -> None:
    """Add it once: where the purpose is recorded, all of it is."""
    programme = Programme.objects.get(reference=E01)
    if Statement.objects.filter(programme=programme, kind=StatementKind.PURPOSE, **ADDED).exists():
        return
    told = json.loads((DATA / "tangerang.json").read_text(encoding="utf-8"))
    source = _source(told["source"])
    facility = Facility.objects.get(code=TANGERANG)
    _name(programme, facility, told)
    _say(programme, source, told)
    _count(programme, facility, source, told)


def _source(told: dict) -> Source:
    """The article: the entry names its address, here it gets its publisher."""
    source = Source.objects.get(address=told["address"])
    source.publisher, source.note = told["publisher"], told["note"]
    source.save(update_fields=["publisher", "note"])
    return source


def _name(programme: Programme, facility: Facility, told: dict) -> None:
    """The stated title, the topics' names in full, the prison's other names, and how E01 rests on its agreements."""
    programme.title, programme.title_origin = told["programme"]["title"]["value"], TitleOrigin.STATED
    programme.save(update_fields=["title", "title_origin"])
    for topic in told["topics"]:
        Topic.objects.filter(programme=programme, name=topic["name"]).update(name_in_full=topic["name_in_full"])
    for position, agreement in enumerate(told["agreements"], start=1):
        bases = ProgrammeBasis.objects.filter(programme=programme, position=position, addition=False)
        bases.update(relation=agreement["role"], relation_language="en")
    known = set(OrganisationName.objects.filter(organisation__facility=facility).values_list("name", flat=True))
    OrganisationName.objects.bulk_create(
        OrganisationName(organisation_id=facility.organisation_id, name=name, kind=NameKind.ALIAS)
        for name in told["programme"]["place"]["as_printed"]
        if name not in known
    )


def _say(programme: Programme, source: Source, told: dict) -> None:
    """The purpose, and the skills that the source names as examples."""
    lists = (
        (StatementKind.PURPOSE, told["programme"]["purpose"]["points"], "en"),
        (StatementKind.SKILLS_BEFORE, told["trained_before"]["skills_named_as_examples"], "id"),
    )
    Statement.objects.bulk_create(
        Statement(
            programme=programme, kind=kind, position=position, text=said, language=language, source=source, **ADDED
        )
        for kind, sentences, language in lists
        for position, said in enumerate(sentences, start=1)
    )


def _count(programme: Programme, facility: Facility, source: Source, told: dict) -> None:
    """The derived number of participants of a topic, and the figure of the prison: not of this programme."""
    people = {"unit": Unit.PEOPLE, "source": source, "used": True, **ADDED}
    for topic in told["topics"]:
        number = topic["participants"]
        if number["how"] == HowKnown.DERIVED:
            Figure.objects.create(
                programme=programme,
                topic=Topic.objects.get(programme=programme, name=topic["name"]),
                measure=Measure.PARTICIPANTS,
                value=number["value"],
                how_known=HowKnown.DERIVED,
                derivation=number["from"],
                **people,
            )
    days = told["programme"]["days"]
    # The entry infers the same number from the two dates: both origins stand side by side.
    Figure.objects.create(
        programme=programme,
        measure=Measure.LENGTH,
        unit=Unit.DAYS,
        value=days["value"],
        how_known=HowKnown(days["how"]),
        derivation=days["note"],
        source=source,
        **ADDED,
    )
    before = told["trained_before"]["value"]
    Figure.objects.create(facility=facility, measure=Measure.TRAINED_BEFORE, value=before, **people)
