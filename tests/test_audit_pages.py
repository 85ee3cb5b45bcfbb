"""The two logs as the auditor reads them."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from accounts.models import Change, PersonRead
from accounts.reads import log_reads
from accounts.scope import scope
from participants.models import Person, Sentence
from tests.factories import NOW, acting, custody_of, make_inmate

READS = reverse("audit_reads")
CHANGES = reverse("audit_changes")


@pytest.fixture
def at_work(client, auditor):
    client.force_login(auditor)
    return client


@pytest.fixture
def ika(registrar, tangerang):
    """Somebody whom the registrar took in."""
    with acting(registrar, tangerang, page="planted"):
        return make_inmate(tangerang, "Ika Setyowati")


def look(user, *people, page="person", at=NOW):
    """Let a user have looked at people."""
    with scope(actor=user.pk):
        log_reads(people, by=user.pk, page=page, at=at)


def looks_of(auditor, **wanted) -> list[tuple]:
    """What the access log holds of this auditor's own looks."""
    with scope(actor=auditor.pk, audit=True):
        rows = PersonRead.objects.filter(actor=auditor.pk, **wanted).order_by("pk")
        return list(rows.values_list("page", "person"))


def shown(answer) -> list[tuple]:
    """Who, whom and where, as the page lists it."""
    return [(row.who, row.person, row.page) for row in answer.context["rows"]]


def test_a_look_is_told_with_who_whom_where_and_when(at_work, registrar):
    whom = uuid4()
    look(registrar, whom)
    answer = at_work.get(READS)
    assert shown(answer) == [("staff.tangerang", whom, "person")]
    assert "10/07/2023 09.00" in answer.text


def test_the_newest_look_stands_first_and_the_older_ones_on_further_pages(at_work, registrar):
    people = [uuid4() for _ in range(60)]
    for place, person in enumerate(people):
        look(registrar, person, at=NOW + timedelta(minutes=place))
    first = at_work.get(READS)
    second = at_work.get(READS + "?" + first.context["rows"].next)
    seen = [row.person for answer in (first, second) for row in answer.context["rows"]]
    assert (len(first.context["rows"]), seen) == (50, people[::-1])


def test_the_look_at_the_log_is_itself_a_look_at_those_it_shows(at_work, auditor, registrar):
    whom = uuid4()
    look(registrar, whom)
    at_work.get(READS)
    assert looks_of(auditor) == [("audit_reads", whom)]
    assert shown(at_work.get(READS)) == [("staff.tangerang", whom, "person")]
    mine = ("auditor", whom, "audit_reads")
    assert shown(at_work.get(READS, {"looks": "on"})) == [mine, mine, ("staff.tangerang", whom, "person")]


def test_asking_for_a_person_is_a_look_even_when_nothing_is_found(at_work, auditor):
    whom = uuid4()
    assert shown(at_work.get(READS, {"person": str(whom)})) == []
    assert shown(at_work.get(CHANGES, {"person": str(whom)})) == []
    assert looks_of(auditor) == [("audit_reads", whom), ("audit_changes", whom)]


def test_looks_are_found_by_person_user_page_and_day(at_work, registrar, outsider):
    first, second = uuid4(), uuid4()
    look(registrar, first, page="session", at=datetime(2023, 7, 9, 16, 59, tzinfo=UTC))
    look(outsider, second, page="person", at=datetime(2023, 7, 9, 17, 0, tzinfo=UTC))
    one = [("staff.tangerang", first, "session")]
    other = [("staff.cipinang", second, "person")]
    for asked, found in [
        ({"person": str(first)}, one),
        ({"actor": "STAFF.cipinang"}, other),
        ({"page": "session"}, one),
        ({"last": "9/7/2023"}, one),
        ({"first": "10 Juli 2023"}, other),
        ({"first": "10/07/2023", "last": "10/07/2023"}, other),
        ({"actor": "nobody"}, []),
    ]:
        assert shown(at_work.get(READS, asked)) == found, asked


@pytest.mark.parametrize("asked", [{"person": "Ika"}, {"first": "kemarin"}, {"last": "31/02/2023"}])
def test_a_question_that_makes_no_sense_finds_nothing_and_says_why(at_work, registrar, asked):
    look(registrar, uuid4())
    answer = at_work.get(READS, asked)
    assert (shown(answer), "is-invalid" in answer.text) == ([], True)


def test_a_change_tells_what_stood_before_and_what_after(at_work, registrar, tangerang, ika):
    with acting(registrar, tangerang, page="person"):
        Person.objects.filter(pk=ika.pk).update(education="SMA")
    newest = at_work.get(CHANGES).context["rows"].rows[0]
    told = (newest.who, newest.person, newest.table, newest.operation, newest.page, newest.columns)
    assert told == ("staff.tangerang", ika.pk, "participants_person", "U", "person", [("education", "", "SMA")])


def test_changes_are_found_by_table_and_user(at_work, outsider, ika):
    tables = {row.table for row in at_work.get(CHANGES, {"table": "participants_custody"}).context["rows"]}
    assert tables == {"participants_custody"}
    assert list(at_work.get(CHANGES, {"actor": "staff.cipinang"}).context["rows"]) == []


def test_of_a_hidden_value_the_log_says_only_that_it_changed(at_work, registrar, tangerang, ika):
    with acting(registrar, tangerang):
        sentence = Sentence.objects.create(custody=custody_of(ika), offence="Pasal 114", years=5)
        Sentence.objects.filter(pk=sentence.pk).update(offence="Pasal 112")
    answer = at_work.get(CHANGES, {"table": "participants_sentence"})
    assert answer.context["rows"].rows[0].columns == [("offence", "•", "•")]
    assert "Pasal" not in answer.text


def test_the_look_at_changes_is_recorded_once_for_each_person(at_work, auditor, ika):
    at_work.get(CHANGES)
    assert looks_of(auditor) == [("audit_changes", ika.pk)]


def test_the_number_of_questions_to_the_database_does_not_grow_with_the_log(
    at_work, registrar, django_assert_max_num_queries
):
    look(registrar, uuid4())
    at_work.get(READS)
    with django_assert_max_num_queries(12) as one:
        at_work.get(READS)
    look(registrar, *[uuid4() for _ in range(40)])
    with django_assert_max_num_queries(12) as many:
        at_work.get(READS)
    assert len(one) == len(many)


def test_nobody_else_reads_the_logs(client, registrar, ika):
    client.force_login(registrar)
    assert [client.get(page).status_code for page in (READS, CHANGES)] == [403, 403]
    with acting(registrar):
        assert (PersonRead.objects.count(), Change.objects.exclude(person=None).count()) == (0, 0)
