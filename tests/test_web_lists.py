"""Long lists page by page, and lists to take away."""

import csv
import io
from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict

from accounts.models import User
from web.downloads import cell, csv_response
from web.pagination import COUNTED_AT_MOST, Page, keyset

ORDERS = [
    ("username", "pk"),
    ("-username", "pk"),
    ("last_login", "pk"),
    ("-last_login", "-pk"),
    ("is_active", "last_login", "pk"),
    ("pk",),
]


@pytest.fixture
def users(db):
    """Twenty-three people, of whom some never signed in and several did so in the same moment."""
    moments = [None, datetime(2023, 7, 17, tzinfo=UTC), datetime(2023, 7, 18, tzinfo=UTC)]
    made = [User(username=f"u{n % 7}-{n}", last_login=moments[n % 3], is_active=n % 2 == 0) for n in range(23)]
    User.objects.bulk_create(made)
    return User.objects.filter(username__startswith="u")


def walk(users, order, size, way, start=""):
    """The pages one meets by following one link again and again."""
    pages, address = [], start
    while True:
        page = keyset(users, QueryDict(address), order, size)
        pages.append([user.username for user in page])
        address = getattr(page, way)
        if not address:
            return pages
        assert len(pages) < 30


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("size", [1, 5, 22, 23, 50])
def test_following_the_pages_meets_everybody_once_and_in_order(users, order, size):
    pages = walk(users, order, size, "next")
    flat = [name for page in pages for name in page]
    assert flat == [name for page in walk(users, order, 100, "next") for name in page]
    assert len(flat) == len(set(flat)) == 23


@pytest.mark.parametrize("order", ORDERS)
def test_the_way_back_is_the_way_there(users, order):
    there = walk(users, order, 5, "next")
    last = keyset(users, QueryDict(_address_of_last(users, order)), order, 5)
    assert walk(users, order, 5, "previous", _address_of_last(users, order)) == there[::-1]
    assert last.next == ""


def _address_of_last(users, order):
    address = ""
    while following := keyset(users, QueryDict(address), order, 5).next:
        address = following
    return address


def test_the_empty_come_last_in_both_directions(users):
    for order in ("last_login", "pk"), ("-last_login", "pk"):
        known = [user.last_login is not None for user in keyset(users, {}, order, 100)]
        assert known == sorted(known, reverse=True)


@pytest.mark.parametrize(
    "rubbish", ["abc", "-1", "1e400", "9" * 5000, "2026-02-31", "' OR 1=1", "00000000-0000-0000-0000-000000000000"]
)
@pytest.mark.parametrize("place", ["after", "before"])
def test_a_place_that_means_nothing_gives_the_first_page(users, place, rubbish):
    params = QueryDict(mutable=True)
    params[place] = rubbish
    assert keyset(users, params, ("username", "pk"), 5).rows == keyset(users, {}, ("username", "pk"), 5).rows


def test_a_row_that_the_reader_may_not_see_is_no_place(users):
    hidden = users.first()
    visible = users.exclude(pk=hidden.pk)
    page = keyset(visible, {"after": str(hidden.pk)}, ("username", "pk"), 5)
    assert (page.rows, page.previous) == (keyset(visible, {}, ("username", "pk"), 5).rows, "")


def test_an_address_keeps_the_filters_and_names_no_value_but_the_key(users):
    page = keyset(users, QueryDict("q=ani&block=a&block=b&after=rubbish"), ("username", "pk"), 5)
    assert page.next == f"q=ani&block=a&block=b&after={page.rows[-1].pk}"
    assert page.rows[-1].username not in page.next


def test_a_page_costs_two_queries_wherever_it_is(users, django_assert_num_queries):
    with django_assert_num_queries(1):
        page = keyset(users, {}, ("username", "pk"), 5)
    with django_assert_num_queries(2):
        keyset(users, QueryDict(page.next), ("username", "pk"), 5)


def test_counting_stops_at_ten_thousand(users):
    assert keyset(users, {}, ("pk",), 5, count=True).total_words == "23"
    assert Page([], total=COUNTED_AT_MOST + 1).total_words in ("10.000+", "10,000+")
    assert Page([]).total_words == ""


@pytest.mark.parametrize(
    "text", ["=cmd|'/c calc'!A1", "+1", "-1", "@SUM(1)", "\t=1", "\r=1", "  =1", "\0=1", "＝1", "＋1", "－1", "＠x"]
)
def test_text_that_a_spreadsheet_would_run_stays_text(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, ""), (-3, "-3"), ("Budi", "Budi"), (date(2023, 7, 17), "17/07/2023"), ("a-b", "a-b"), ("", "")],
)
def test_a_cell_shows_its_value_as_people_write_it(value, shown):
    assert cell(value) == shown


def test_a_download_opens_rightly_and_is_kept_by_nobody():
    rows = ((f"nama {n}", "satu; dua", n) for n in range(3))
    response = csv_response("presensi.csv", ["Nama", "Catatan", "Jumlah"], rows)
    body = b"".join(response.streaming_content)
    assert body.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(body.decode("utf-8-sig")), delimiter=";"))
    assert read == [["Nama", "Catatan", "Jumlah"], *[[f"nama {n}", "satu; dua", str(n)] for n in range(3)]]
    assert response["Content-Disposition"] == 'attachment; filename="presensi.csv"'
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "text/csv; charset=utf-8"


def test_a_large_download_is_read_before_the_answer_leaves():
    asked = []
    rows = (asked.append(n) or ["x" * 100, n] for n in range(20_000))
    response = csv_response("besar.csv", ["a", "b"], rows)
    assert len(asked) == 20_000
    assert sum(len(part) for part in response.streaming_content) > 2_000_000


def test_an_instant_in_a_cell_is_read_on_the_active_clock():
    assert cell(datetime(2023, 7, 17, 1, 5, tzinfo=UTC) + timedelta(0)) in ("17/07/2023 08.05", "17/07/2023 08:05")
