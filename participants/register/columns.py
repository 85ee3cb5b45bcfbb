"""The names that prisons give the columns of a register, and what each column holds.

What the page that corrects it needs: ``read`` answers a ``Table`` whose ``mapping`` has one ``Column`` for every
named column of the file: the place that it has there (``index``, from 0), its name as printed (``header``), what it
is thought to hold (``field``, empty where nobody knows) and what becomes of it (``fate``). The page offers ``CHOICES``
and gives ``read`` the answers back as ``mapping``, a dictionary of index → field: an empty field leaves the column
out, and a column that is not named there keeps what was proposed. A file whose header lacks name or number raises
``UnmappedError``, which has a ``mapping`` too. ``participants.services.columns`` remembers the answers.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

NAMES_IN_USE: dict[str, tuple[str, ...]] = {
    "running_no": ("No", "No Urut", "Nomor Urut", "Urut", "Nr"),
    "register_no": (
        *("No Registrasi", "No Register", "No Reg", "Nomor Registrasi", "Nomor Register", "Nomor Reg", "Registrasi"),
        *("Register", "No Registrasi Instansi", "No Reg Instansi", "Nomor Induk", "No Induk", "Register Number"),
    ),
    "name": (
        *("Nama", "Nama Lengkap", "Nama WBP", "Nama Warga Binaan", "Nama Narapidana", "Nama Napi", "Nama Tahanan"),
        *(
            "Nama Narapidana/Tahanan",
            "Nama Tahanan/Narapidana",
            "Nama WBP/Tahanan",
            "Nama Penghuni",
            "Nama Anak",
            "Name",
        ),
    ),
    "alias": ("Alias", "Nama Alias", "Nama Alias 1", "nm_alias_1", "Nama Kecil", "Nama Panggilan", "Nama Lain"),
    "sex": ("L/P", "P/L", "JK", "J Kelamin", "Jns Kelamin", "Jenis Kelamin", "Kelamin", "Gender", "Sex"),
    "birth_place": ("Tempat Lahir", "Tmp Lahir", "Tmpt Lahir", "Tpt Lahir", "Kota Lahir", "Lahir di", "Birth Place"),
    "birth_date": ("Tgl Lahir", "Tanggal Lahir", "Tgl Lhr", "Lahir Tanggal", "Lahir Tgl", "Birth Date"),
    "birth": (
        *("Tempat Tgl Lahir", "Tempat Tanggal Lahir", "Tempat dan Tanggal Lahir", "Tempat dan Tgl Lahir", "TTL"),
        *("Tmp Tgl Lahir", "Tempat & Tgl Lahir"),
    ),
    "nik": ("NIK", "No NIK", "Nomor NIK", "No KTP", "Nomor KTP", "No Identitas", "Nomor Induk Kependudukan"),
    "nationality": ("Kewarganegaraan", "Warga Negara", "Kebangsaan", "WNI/WNA", "WN", "Nationality"),
    "religion": ("Agama", "Religion"),
    "education": ("Pendidikan", "Pendidikan Terakhir", "Pend", "Education"),
    "offence": (
        *("Perkara", "Jenis Perkara", "Kasus", "Tindak Pidana", "Jenis Tindak Pidana", "Kejahatan", "Jenis Kejahatan"),
        *("Pasal", "Pelanggaran", "Offence"),
    ),
    "years": (
        "Pidana (Th)",
        "Pidana (Thn)",
        "Pidana (Tahun)",
        "Lama Pidana (Tahun)",
        "Lama Pidana (Th)",
        "Tahun",
        "Thn",
        "Th",
    ),
    "months": (
        "Pidana (Bl)",
        "Pidana (Bln)",
        "Pidana (Bulan)",
        "Lama Pidana (Bulan)",
        "Lama Pidana (Bl)",
        "Bulan",
        "Bln",
        "Bl",
    ),
    "length": (
        *("Lama Pidana", "Lamanya Pidana", "Pidana", "Hukuman", "Lama Hukuman", "Vonis", "Putusan", "Masa Pidana"),
        *("Lama Pidana (Th/Bl/Hr)", "Pidana (Th/Bl/Hr)", "Sentence Length"),
    ),
    "days": ("Pidana (Hr)", "Pidana (Hari)", "Lama Pidana (Hari)", "Lama Pidana (Hr)", "Hari", "Hr"),
    "admitted_on": (
        *("Tgl Masuk", "Tanggal Masuk", "Tgl Masuk UPT", "Tanggal Masuk UPT", "tgl_msk_upt", "Tgl Masuk Lapas"),
        *("Tgl Masuk Rutan", "Tgl Masuk Lapas/Rutan", "Tgl Diterima", "Tanggal Diterima", "Admitted"),
    ),
    "third": ("1/3", "Tgl 1/3", "Tanggal 1/3", "1/3 Masa Pidana", "1/3 MP", "Tgl 1/3 MP", "Sepertiga"),
    "half": ("1/2", "Tgl 1/2", "Tanggal 1/2", "1/2 Masa Pidana", "1/2 MP", "Tgl 1/2 MP", "Setengah", "Seperdua"),
    "two_thirds": ("2/3", "Tgl 2/3", "Tanggal 2/3", "2/3 Masa Pidana", "2/3 MP", "Tgl 2/3 MP", "Dua Pertiga"),
    "sentence_end_date": (
        *("Tgl Ekspirasi", "Tanggal Ekspirasi", "Ekspirasi", "Tgl Expirasi", "Tanggal Expirasi", "Expirasi"),
        *("Tgl Bebas", "Tanggal Bebas", "Tgl Bebas Murni", "Akhir Pidana", "Sentence End"),
    ),
    "block": ("Blok/Kamar", "Blok", "Blok & Kamar", "Blok Kamar", "Blok/Sel", "Kamar", "Lokasi Sel", "Sel", "Block"),
    "register_class": ("Golongan", "Gol", "Golongan Register", "Jenis Register", "Jenis Registrasi", "Gol Register"),
    "interest": (
        *("Minat", "Minat Pelatihan", "Minat Keterampilan", "Minat Pembinaan", "Keterampilan yang Diminati"),
        *("Pelatihan yang Diminati", "Interest"),
    ),
    "interest_on": ("Tgl Minat", "Tanggal Minat", "Tgl Minat Dicatat", "Tanggal Minat Dicatat"),
    "domicile": ("Domisili", "Domisili Setelah Bebas", "Tempat Tinggal Setelah Bebas", "Domicile"),
    "domicile_on": ("Tgl Domisili", "Tanggal Domisili"),
    "language": ("Bahasa", "Bahasa yang Dikuasai", "Bahasa yang Dipahami", "Languages"),
    "risk": (
        *("Tingkat Risiko", "Risiko", "Klasifikasi Risiko", "Kategori Risiko", "Hasil Asesmen Risiko"),
        *("Tingkat Pengamanan", "Risk Class"),
    ),
    "risk_on": ("Tgl Asesmen", "Tanggal Asesmen", "Tgl Asesmen Risiko", "Tanggal Asesmen Risiko"),
    "discipline": ("Register F", "Reg F", "No Register F", "Nomor Register F", "No Reg F"),
    "discipline_on": (
        *("Tgl Register F", "Tanggal Register F", "Tgl Reg F", "Tgl Hukuman Disiplin", "Tanggal Hukuman Disiplin"),
        "Mulai Hukuman Disiplin",
    ),
    "discipline_until": (
        *("Akhir Register F", "Akhir Hukuman Disiplin", "Tgl Akhir Hukuman Disiplin", "Hukuman Disiplin s.d."),
        "Tanggal Akhir Hukuman Disiplin",
    ),
    "board": ("TPP", "Hasil TPP", "Keputusan TPP", "Hasil Sidang TPP", "Rekomendasi TPP", "Putusan TPP"),
    "board_on": ("Tgl TPP", "Tanggal TPP", "Tgl Sidang TPP", "Tanggal Sidang TPP", "Sidang TPP"),
    "board_until": ("TPP Berlaku s.d.", "Berlaku TPP s.d.", "Akhir Berlaku TPP", "Masa Berlaku TPP"),
    "board_no": ("No TPP", "Nomor TPP", "No Sidang TPP", "Nomor Sidang TPP", "No BA TPP", "No Berita Acara TPP"),
    "note": ("Keterangan", "Ket", "Catatan", "Note"),
}
"""Field → the names in use. A name that one prison alone uses is remembered for it; one that many use belongs here."""

NEEDED = frozenset({"name", "register_no"})
"""Without these a row of column names is not the header of a register."""

NOT_STORED = frozenset({"religion", "note"})
"""Recognised, so that the preview can say so, and not read: nothing that is done here needs them."""

NEVER_KEPT = frozenset({"religion"})
"""Taken out of the row itself as well, so that not even a refused row that waits for mending holds it."""

COMBINED = {"birth": ("birth_place", "birth_date"), "length": ("years", "months", "days")}
"""Fields of one column → the fields that they are parted into."""

CHOICES = tuple(NAMES_IN_USE)
"""What a column can be said to hold; the words for them are ``sentences.FIELDS``."""

FRACTIONS = frozenset({"1/3", "1/2", "2/3"})


class Fate(StrEnum):
    """What becomes of a column."""

    READ = "read"
    NOT_STORED = "recognised, not stored"
    LEFT_OUT = "left out by choice"
    SECOND = "another column holds the same"
    UNKNOWN = "not known"


@dataclass(frozen=True)
class Column:
    """One column of a file: where it stands, its name as printed, what it holds, and what becomes of it."""

    index: int
    header: str
    field: str
    fate: Fate


def header_key(name: object) -> str:
    """The form in which column names are compared: letters and digits, and the stroke of a fraction (1/3).

    A spreadsheet takes a fraction for a day of this year; it is taken back.
    """
    if isinstance(name, date):
        fraction = "/".join(map(str, sorted((name.day, name.month))))
        return fraction if fraction in FRACTIONS else ""
    plain = unicodedata.normalize("NFKC", name).replace("⁄", "/").casefold() if isinstance(name, str) else ""
    return re.sub(r"[^a-z0-9/]|(?<!\d)/|/(?!\d)", "", plain)


FIELD_OF = {header_key(name): field for field, names in NAMES_IN_USE.items() for name in names}


def propose(
    cells: Iterable[object], names: Mapping[str, str] | None = None, chosen: Mapping[int, str] | None = None
) -> tuple[Column, ...]:
    """What the columns under these names hold: as chosen, else as the facility calls them, else by the names in use.

    Of two columns with one meaning the first counts. ``names`` and ``chosen`` may say that a column is left out.
    """
    columns, held = [], set()
    known, chosen = FIELD_OF | dict(names or {}), chosen or {}
    for index, cell in enumerate(cells):
        key = header_key(cell)
        header = key if isinstance(cell, date) else " ".join(str(cell).split())
        if not header and index not in chosen:
            continue
        field = chosen.get(index, known.get(key))
        columns.append(Column(index, header, field if field in NAMES_IN_USE else "", _fate(field, held)))
        held.add(field)
    return tuple(columns)


def _fate(field: str | None, held: set[str]) -> Fate:
    if field == "":
        return Fate.LEFT_OUT
    if field not in NAMES_IN_USE:
        return Fate.UNKNOWN
    if field in NOT_STORED:
        return Fate.NOT_STORED
    return Fate.SECOND if field in held else Fate.READ


def recognised(columns: Iterable[Column]) -> set[str]:
    """The fields that these columns hold, stored or not."""
    return {column.field for column in columns if column.field}


def positions(columns: Iterable[Column]) -> dict[str, int]:
    """Field → the column from which it is read."""
    return {column.field: column.index for column in columns if column.fate is Fate.READ}
