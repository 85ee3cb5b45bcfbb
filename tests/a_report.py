"""A report for tests of exports: every kind of value once, unknown ones, hostile texts, and what belongs around it."""

from datetime import UTC, date, datetime
from decimal import Decimal

from reports.document import Card, Cell, Column, Document, Fact, Grid, Kind, Row, Section, Signature
from reports.origins import COUNTED, Origin
from web.dates import PartialDay

AT = datetime(2023, 7, 31, 16, 59, tzinfo=UTC)

COLUMNS = (
    Column("Topik", Kind.TEXT),
    Column("Sasaran"),
    Column("Kursi"),
    Column("Kursi terpakai", Kind.SHARE),
    Column("Jam pelajaran", Kind.HOURS),
    Column("Biaya", Kind.MONEY),
    Column("Mulai", Kind.DAY),
)


def a_row(name: str, taken: int = 30, seats: int = 30) -> Row:
    """A row whose target is not known."""
    return Row(
        Cell.text(name, lang="id"),
        (
            Cell(),
            Cell(seats, mark="d"),
            Cell.part(taken, seats, mark="b"),
            Cell(Decimal("12.55"), Kind.HOURS, unknown=2),
            Cell(Decimal("12740000.4"), Kind.MONEY),
            Cell(PartialDay(date(2023, 7, 1), "m"), Kind.DAY),
        ),
    )


def a_report(*, rows: int = 3, **more) -> Document:
    """The report of an invented programme."""
    grid = Grid(COLUMNS, tuple(a_row(f"Topik {n + 1}") for n in range(rows)), a_row("Seluruh kegiatan", 89, 90))
    facts = (
        Fact("Mitra", (Cell.text("Yayasan #uji[*tebal*]", mark="a"), Cell.text("=1+1", small=("@SUM(1)",)))),
        Fact("Anggaran"),
        Fact("Sel", (Cell(applies=False),)),
    )
    cards = (
        Card("Peserta", Cell(90, mark="a", unit="orang"), (Fact("Target", (Cell(),)),)),
        Card("Topik", Cell(3), (Fact("Peserta", (Cell(30), Cell(30), Cell(30))), Fact("", (Cell.text("Catatan"),)))),
        Card("Kursi terpakai", Cell.part(89, 90, sample=True)),
    )
    said = {
        "name": "programme-report",
        "title": "Bimbingan Teknis “Wirausaha”",
        "quoted": True,
        "at": AT,
        "zone": "Asia/Jakarta",
        "for_whom": "Sums for Ditjen IKMA as the organiser.",
        "version": 1,
        "line": (Cell.text("Selesai"), Cell.text("17–22 Juli 2023")),
        "sections": (
            Section("key", "Angka utama", cards=cards),
            Section("topics", "Peserta menurut topik", grid=grid, notes=("Kursi bukan sasaran.",)),
            Section("parties", "Dasar dan para pihak", facts=facts, half=True),
            Section("unknown", "Yang tidak disebut sumber", facts=(Fact("Pelatih"),), half=True),
        ),
        "definitions": (("Kursi terpakai", "Terdaftar dibagi kursi."),),
        "origins": (
            Origin("a", "stated", "Berita Contoh", "https://berita.example/a"),
            Origin("b", COUNTED, "Daftar tiga kelas.", sample=True),
        ),
        "signatures": (
            Signature("Kepala UPT", "LPP Kelas IIA Tangerang"),
            Signature("Direktur Jenderal", "Ditjen IKMA"),
        ),
        "letterhead": ("Kementerian Perindustrian", "Direktorat Jenderal IKMA"),
        "invented": True,
    }
    return Document(**said | more)
