"""Days as registers write them."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from participants.register.dates import FIRST_YEAR, LAST_YEAR, MONTHS, NoDate, find_day, read_day

DAYS = st.dates(date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
STYLES = [
    "{d:02}/{m:02}/{y}",
    "{d}-{m}-{y}",
    "{d:02}.{m:02}.{y}",
    "{d} / {m} / {y}",
    "{y}-{m:02}-{d:02}",
    "{y}/{m}/{d}",
]


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        ("12/04/1987", date(1987, 4, 12)),
        ("26-06-2019", date(2019, 6, 26)),
        ("2023-03-14", date(2023, 3, 14)),
        ("16 Oktober 1977", date(1977, 10, 16)),
        ("  16  oktober  1977 ", date(1977, 10, 16)),
        ("1 Peb 2001", date(2001, 2, 1)),
        ("3-Nop-1999", date(1999, 11, 3)),
        ("17 August 1945", date(1945, 8, 17)),
        ("2019-06-26 00:00:00", date(2019, 6, 26)),
        ("29/02/2000", date(2000, 2, 29)),
        (31879.0, date(1987, 4, 12)),
        (31879.75, date(1987, 4, 12)),
        ("31879", date(1987, 4, 12)),
        (10_000, date(1927, 5, 18)),
        (79_999.0, date(2119, 1, 10)),
        (date(1992, 1, 19), date(1992, 1, 19)),
        (datetime(1992, 1, 19, 8, 30), date(1992, 1, 19)),
    ],
)
def test_every_style_in_use_is_read(cell, day):
    assert read_day(cell) == (day, None)


@pytest.mark.parametrize(
    ("cell", "why"),
    [
        ("31/02/1990", NoDate.NO_SUCH_DAY),
        ("29/02/1900", NoDate.NO_SUCH_DAY),
        ("31 April 2021", NoDate.NO_SUCH_DAY),
        ("00/05/1990", NoDate.NO_SUCH_DAY),
        ("17-13-1985", NoDate.NO_SUCH_MONTH),
        ("04/17/1985", NoDate.NO_SUCH_MONTH),
        ("3 Brumaire 1985", NoDate.NO_SUCH_MONTH),
        ("12/04/87", NoDate.SHORT_YEAR),
        ("5 Mei 87", NoDate.SHORT_YEAR),
        ("12/04/0987", NoDate.NO_SUCH_YEAR),
        (date(1899, 12, 31), NoDate.NO_SUCH_YEAR),
        ("belum ada", NoDate.NOT_RECOGNISED),
        ("1987", NoDate.NOT_RECOGNISED),
        (1987.0, NoDate.NOT_RECOGNISED),
        (9_999.0, NoDate.NOT_RECOGNISED),
        (80_000.0, NoDate.NOT_RECOGNISED),
        (float("nan"), NoDate.NOT_RECOGNISED),
        ("9999", NoDate.NOT_RECOGNISED),
        ("80000", NoDate.NOT_RECOGNISED),
        ("318499", NoDate.NOT_RECOGNISED),
        (True, NoDate.NOT_RECOGNISED),
        ("12/04/1987 dan 1988", NoDate.NOT_RECOGNISED),
    ],
)
def test_what_is_not_a_date_says_why(cell, why):
    assert read_day(cell) == (None, why)


@pytest.mark.parametrize(
    ("cell", "years", "read"),
    [
        ("12-Apr-87", range(1933, 2012), (date(1987, 4, 12), None)),
        ("5 Mei 01", range(1933, 2012), (date(2001, 5, 5), None)),
        ("5 Mei 23", range(1963, 2063), (date(2023, 5, 5), None)),
        ("31-Apr-87", range(1933, 2012), (None, NoDate.NO_SUCH_DAY)),
        ("5 Mei 20", range(1933, 2012), (None, NoDate.SHORT_YEAR)),
        ("5 Mei 40", range(1930, 2050), (None, NoDate.SHORT_YEAR)),
        ("12/04/87", range(1933, 2012), (None, NoDate.SHORT_YEAR)),
        ("87-04-12", range(1933, 2012), (None, NoDate.SHORT_YEAR)),
    ],
)
def test_a_year_of_two_digits_is_read_beside_a_month_in_words_where_it_can_mean_one(cell, years, read):
    assert read_day(cell, years) == read


@given(DAYS, st.sampled_from(STYLES))
def test_a_day_in_figures_is_read_back(day, style):
    assert read_day(style.format(d=day.day, m=day.month, y=day.year)) == (day, None)


@given(DAYS, st.sampled_from(sorted(MONTHS)), st.sampled_from([" ", "-", ". "]), st.booleans())
def test_a_day_in_words_is_read_back(day, name, gap, shouted):
    words = f"{day.day}{gap}{name.upper() if shouted else name}{gap}{day.year}"
    month = MONTHS[name]
    try:
        expected = (day.replace(month=month), None)
    except ValueError:
        expected = (None, NoDate.NO_SUCH_DAY)
    assert read_day(words) == expected


@given(st.one_of(st.text(), st.floats(), st.integers(), st.none(), st.booleans()))
def test_nothing_that_is_typed_breaks_the_reading(cell):
    day, why = read_day(cell)
    assert (day is None) != (why is None)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("DAFTAR WARGA BINAAN PEMASYARAKATAN PER 3 JULI 2023", date(2023, 7, 3)),
        ("keadaan tanggal 03-07-2023 pukul 10.00", date(2023, 7, 3)),
        ("tanggal 31/02/2023, mestinya 28/02/2023", date(2023, 2, 28)),
        ("UU Nomor 22 Tahun 2022", None),
    ],
)
def test_a_day_is_found_in_a_sentence(words, day):
    assert find_day(words) == day
