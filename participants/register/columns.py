"""The names that prisons give the columns of a register, and what each column holds."""

import re
import unicodedata
from collections.abc import Iterable

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
    "note": ("Keterangan", "Ket", "Catatan", "Note"),
}
"""Field → the names in use. A prison that writes another name adds a line here."""

NEEDED = frozenset({"name", "register_no"})
"""Without these a row of column names is not the header of a register."""

NOT_STORED = frozenset({"religion"})
"""Recognised, so that the preview can say so, and never read."""


def header_key(name: object) -> str:
    """The form in which column names are compared: letters and digits, and the stroke of a fraction (1/3)."""
    plain = unicodedata.normalize("NFKC", name).replace("⁄", "/").casefold() if isinstance(name, str) else ""
    return re.sub(r"[^a-z0-9/]|(?<!\d)/|/(?!\d)", "", plain)


FIELD_OF = {header_key(name): field for field, names in NAMES_IN_USE.items() for name in names}


def map_columns(cells: Iterable[object]) -> dict[str, int]:
    """Which column holds which field, by the names in these cells; of two columns with one meaning the first counts."""
    columns: dict[str, int] = {}
    for index, cell in enumerate(cells):
        field = FIELD_OF.get(header_key(cell))
        if field and field not in columns:
            columns[field] = index
    return columns
