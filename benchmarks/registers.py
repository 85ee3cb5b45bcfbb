"""Registers to be brought in: as many women as wanted, twenty columns each, the same in every run."""

import io
import random
from datetime import date, timedelta

import xlsxwriter

COLUMNS = [
    *("No", "No. Registrasi", "Nama", "Alias", "L/P", "Tempat Lahir", "Tgl. Lahir", "NIK", "Kewarganegaraan"),
    *("Pendidikan", "Perkara", "Pidana (Th)", "Pidana (Bl)", "Pidana (Hr)", "Tgl. Masuk", "1/3", "1/2", "2/3"),
    *("Tgl. Ekspirasi", "Blok/Kamar"),
]
NAMES = ["Siti", "Dewi", "Ayu", "Sri", "Lestari", "Wulan", "Fatimah", "Kartika", "Rahayu", "Melati", "Yuni", "Ni'mah"]
MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus"]
MONTHS += ["September", "Oktober", "November", "Desember"]
STYLES = (
    lambda day: day.strftime("%d/%m/%Y"),
    lambda day: day.strftime("%d-%m-%Y"),
    lambda day: day.isoformat(),
    lambda day: f"{day.day} {MONTHS[day.month - 1]} {day.year}",
)


def register(rows: int, area: int) -> bytes:
    """A workbook; the NIKs of different areas differ."""
    chance, file = random.Random(1), io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True, "constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write(0, 0, "DAFTAR WARGA BINAAN PER 3 JULI 2023")
        sheet.write_row(2, 0, COLUMNS)
        for n in range(rows):
            sheet.write_row(n + 3, 0, _person(n, area, chance))
    return file.getvalue()


def _person(n: int, area: int, chance: random.Random) -> list:
    born = date(1958, 1, 1) + timedelta(days=chance.randrange(16_000))
    admitted = date(2019, 1, 1) + timedelta(days=chance.randrange(1_500))
    days = [admitted + timedelta(days=chance.randrange(30) + part) for part in (300, 450, 600, 900)]
    written = [chance.choice(STYLES)(day) for day in (born, admitted, *days)]
    return [
        *(n + 1, f"B.I.{n + 1}/2021", " ".join(chance.choices(NAMES, k=3)), chance.choice(("", "al. Yuni")), "P"),
        *(chance.choice(("Serang", "Jakarta")), written[0]),
        f"{area:02}{n // 10_000:04}{born.day + 40:02}{born:%m%y}{n % 10_000:04}",
        *("WNI", chance.choice(("SD", "SMP", "SMA")), chance.choice(("Narkotika", "Penipuan")), 4, 6, "", written[1]),
        *(*written[2:], f"D-{n % 30}"),
    ]
