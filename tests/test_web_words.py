"""How days, hours and numbers are written, in both languages."""

from datetime import UTC, date, datetime, time
from decimal import Decimal

import pytest
from django.utils import translation

from web import dates, numbers

JULY_17, JULY_22 = date(2023, 7, 17), date(2023, 7, 22)


def said(language, function, *args):
    with translation.override(language):
        return function(*args)


@pytest.mark.parametrize(
    ("function", "value", "indonesian", "english"),
    [
        (dates.long_date, JULY_17, "17 Juli 2023", "17 July 2023"),
        (dates.weekday_date, date(2023, 7, 18), "Selasa, 18 Juli 2023", "Tuesday, 18 July 2023"),
        (dates.short_date, JULY_17, "17/07/2023", "17/07/2023"),
        (dates.short_date, date(1900, 1, 2), "02/01/1900", "02/01/1900"),
        (dates.long_date, None, "", ""),
        (dates.weekday_date, None, "", ""),
        (dates.short_date, None, "", ""),
    ],
)
def test_a_day_is_written_as_its_language_does(function, value, indonesian, english):
    assert (said("id", function, value), said("en", function, value)) == (indonesian, english)


@pytest.mark.parametrize(
    ("precision", "indonesian", "english"),
    [("d", "17 Juli 2023", "17 July 2023"), ("m", "Juli 2023", "July 2023"), ("y", "2023", "2023"), ("", "", "")],
)
def test_a_day_is_written_no_more_exactly_than_it_is_known(precision, indonesian, english):
    written = [said(language, dates.partial_date, JULY_17, precision) for language in ("id", "en")]
    assert written == [indonesian, english]


@pytest.mark.parametrize(
    ("args", "indonesian", "english"),
    [
        ((JULY_17, JULY_22), "17–22 Juli 2023", "17–22 July 2023"),
        ((JULY_17, JULY_17), "17 Juli 2023", "17 July 2023"),
        ((date(2023, 6, 30), date(2023, 7, 4)), "30 Juni – 4 Juli 2023", "30 June – 4 July 2023"),
        (
            (date(2022, 12, 30), date(2023, 1, 4)),
            "30 Desember 2022 – 4 Januari 2023",
            "30 December 2022 – 4 January 2023",
        ),
        ((date(2022, 7, 17), date(2023, 7, 22)), "17 Juli 2022 – 22 Juli 2023", "17 July 2022 – 22 July 2023"),
        ((date(2023, 7, 1), date(2023, 8, 1), "m", "m"), "Juli – Agustus 2023", "July – August 2023"),
        ((date(2023, 7, 1), date(2023, 7, 1), "m", "m"), "Juli 2023", "July 2023"),
        ((date(2022, 1, 1), date(2023, 1, 1), "y", "y"), "2022–2023", "2022–2023"),
        ((date(2014, 1, 1), date(2023, 3, 1), "y", "m"), "2014 – Maret 2023", "2014 – March 2023"),
        ((JULY_17, None), "sejak 17 Juli 2023", "from 17 July 2023"),
        ((None, JULY_22), "sampai 22 Juli 2023", "until 22 July 2023"),
        ((JULY_17, None, "y", ""), "sejak 2023", "from 2023"),
        ((None, None), "", ""),
    ],
)
def test_a_range_says_once_what_its_ends_share(args, indonesian, english):
    assert [said(language, dates.date_range, *args) for language in ("id", "en")] == [indonesian, english]


@pytest.mark.parametrize(
    ("zone", "short"), [("Asia/Jakarta", "WIB"), ("Asia/Makassar", "WITA"), ("Asia/Jayapura", "WIT")]
)
def test_hours_name_the_zone_of_the_place(zone, short):
    assert said("id", dates.hours, time(8), time(12), zone) == f"08.00–12.00 {short}"
    assert said("en", dates.hours, time(8), time(12), zone) == f"08:00–12:00 {short}"


def test_an_instant_is_read_on_the_clock_and_the_calendar_of_the_place():
    late = datetime(2023, 7, 17, 16, 30, tzinfo=UTC)
    assert said("id", dates.moment, late, "Asia/Jakarta") == "17 Juli 2023 pukul 23.30 WIB"
    assert said("id", dates.moment, late, "Asia/Jayapura") == "18 Juli 2023 pukul 01.30 WIT"
    assert said("en", dates.moment, late, "Asia/Makassar") == "18 July 2023 at 00:30 WITA"
    assert said("id", dates.hours, late, None, "Asia/Makassar") == "00.30 WITA"


def test_hours_that_are_not_known_are_not_written():
    assert (dates.hours(None, None, "Asia/Jakarta"), dates.moment(None)) == ("", "")


@pytest.mark.parametrize(
    ("value", "indonesian", "english"),
    [
        (1000, "1.000", "1,000"),
        (0, "0", "0"),
        (1234567, "1.234.567", "1,234,567"),
        (Decimal("12.50"), "12,5", "12.5"),
        (Decimal("1000.00"), "1.000", "1,000"),
        (None, "", ""),
    ],
)
def test_a_number_marks_its_thousands(value, indonesian, english):
    assert (said("id", numbers.number, value), said("en", numbers.number, value)) == (indonesian, english)


@pytest.mark.parametrize(
    ("part", "whole", "indonesian", "english"),
    [
        (10, 12, "83% (10 dari 12)", "83% (10 of 12)"),
        (30, 30, "100% (30 dari 30)", "100% (30 of 30)"),
        (180, 160, "113% (180 dari 160)", "113% (180 of 160)"),
        (0, 12, "0% (0 dari 12)", "0% (0 of 12)"),
        (2999, 3000, "99,9% (2.999 dari 3.000)", "99.9% (2,999 of 3,000)"),
        (299, 300, "99,7% (299 dari 300)", "99.7% (299 of 300)"),
        (3001, 3000, "100,1% (3.001 dari 3.000)", "100.1% (3,001 of 3,000)"),
        (1, 3000, "0,1% (1 dari 3.000)", "0.1% (1 of 3,000)"),
        (1, 300, "0,3% (1 dari 300)", "0.3% (1 of 300)"),
        (0, 0, "0 dari 0", "0 of 0"),
        (None, 12, "", ""),
        (10, None, "", ""),
    ],
)
def test_a_share_always_has_its_parts(part, whole, indonesian, english):
    assert (said("id", numbers.share, part, whole), said("en", numbers.share, part, whole)) == (indonesian, english)


def test_money_is_written_as_its_language_does():
    assert said("id", numbers.rupiah, 12740000) == "Rp12.740.000"
    assert said("en", numbers.rupiah, Decimal("12740000")) == "IDR 12,740,000"
    assert numbers.rupiah(None) == ""
