"""The 38 provinces: where each stands on the map of tiles, and its letters there. Places are rough, sizes all alike."""

from typing import NamedTuple


class Province(NamedTuple):
    """A province: its name as facilities carry it, its letters, and its row and column on the map."""

    name: str
    letters: str
    row: int
    column: int


PROVINCES = tuple(
    Province(name, letters, row, column)
    for name, letters, row, column in (
        ("Aceh", "ACE", 1, 1), ("Sumatera Utara", "SUT", 2, 2), ("Sumatera Barat", "SBR", 3, 2),
        ("Riau", "RIA", 2, 3), ("Kepulauan Riau", "KRI", 2, 4), ("Jambi", "JMB", 3, 3),
        ("Bengkulu", "BKL", 4, 3), ("Sumatera Selatan", "SSL", 4, 4), ("Kepulauan Bangka Belitung", "BBL", 4, 5),
        ("Lampung", "LPG", 5, 4), ("Banten", "BTN", 6, 5), ("DKI Jakarta", "JKT", 6, 6),
        ("Jawa Barat", "JBR", 6, 7), ("Jawa Tengah", "JTG", 6, 8), ("DI Yogyakarta", "DIY", 7, 8),
        ("Jawa Timur", "JTM", 6, 9), ("Bali", "BAL", 6, 10), ("Nusa Tenggara Barat", "NTB", 6, 11),
        ("Nusa Tenggara Timur", "NTT", 6, 12), ("Kalimantan Barat", "KBR", 2, 6), ("Kalimantan Tengah", "KTG", 3, 6),
        ("Kalimantan Selatan", "KSL", 3, 7), ("Kalimantan Timur", "KTM", 2, 7), ("Kalimantan Utara", "KUT", 1, 7),
        ("Gorontalo", "GTO", 1, 9), ("Sulawesi Utara", "SUL", 1, 10), ("Sulawesi Tengah", "STG", 2, 9),
        ("Sulawesi Barat", "SBA", 3, 9), ("Sulawesi Tenggara", "STR", 3, 10), ("Sulawesi Selatan", "SSN", 4, 9),
        ("Maluku Utara", "MUT", 2, 12), ("Maluku", "MLK", 3, 12), ("Papua Barat Daya", "PBD", 2, 13),
        ("Papua Barat", "PBR", 2, 14), ("Papua", "PAP", 2, 15), ("Papua Tengah", "PTG", 3, 14),
        ("Papua Pegunungan", "PPG", 3, 15), ("Papua Selatan", "PSL", 4, 15),
    )
)  # fmt: skip
"""From west to east."""
