"""Where everything lies: the real provinces, and towns that do not exist, so that nothing is said of real places."""

from dataclasses import dataclass
from random import Random

from lapas_training.scale.words import words

SCHEME = "Kemendagri"
WIB, WITA, WIT = "Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"


@dataclass(frozen=True)
class Province:
    """A province with its code, its time zone, and roughly how many millions live there."""

    name: str
    code: str
    zone: str
    millions: float


PROVINCES = (
    Province("Jawa Timur", "35", WIB, 41),
    Province("Sulawesi Selatan", "73", WITA, 9),
    Province("Papua", "91", WIT, 1),
    Province("Jawa Barat", "32", WIB, 49),
    Province("Jawa Tengah", "33", WIB, 37),
    Province("Sumatera Utara", "12", WIB, 15),
    Province("Banten", "36", WIB, 12),
    Province("DKI Jakarta", "31", WIB, 11),
    Province("Sumatera Selatan", "16", WIB, 9),
    Province("Lampung", "18", WIB, 9),
    Province("Riau", "14", WIB, 7),
    Province("Sumatera Barat", "13", WIB, 6),
    Province("Kalimantan Barat", "61", WIB, 6),
    Province("Nusa Tenggara Timur", "53", WITA, 6),
    Province("Nusa Tenggara Barat", "52", WITA, 6),
    Province("Aceh", "11", WIB, 5),
    Province("Bali", "51", WITA, 4),
    Province("Kalimantan Selatan", "63", WITA, 4),
    Province("Kalimantan Timur", "64", WITA, 4),
    Province("DI Yogyakarta", "34", WIB, 4),
    Province("Jambi", "15", WIB, 4),
    Province("Sulawesi Tengah", "72", WITA, 3),
    Province("Sulawesi Tenggara", "74", WITA, 3),
    Province("Sulawesi Utara", "71", WITA, 3),
    Province("Kalimantan Tengah", "62", WIB, 3),
    Province("Kepulauan Riau", "21", WIB, 2),
    Province("Bengkulu", "17", WIB, 2),
    Province("Maluku", "81", WIT, 2),
    Province("Kepulauan Bangka Belitung", "19", WIB, 1.5),
    Province("Sulawesi Barat", "76", WITA, 1.5),
    Province("Papua Tengah", "94", WIT, 1.4),
    Province("Papua Pegunungan", "95", WIT, 1.4),
    Province("Maluku Utara", "82", WIT, 1.3),
    Province("Gorontalo", "75", WITA, 1.2),
    Province("Kalimantan Utara", "65", WITA, 0.7),
    Province("Papua Barat Daya", "96", WIT, 0.6),
    Province("Papua Barat", "92", WIT, 0.6),
    Province("Papua Selatan", "93", WIT, 0.5),
)
"""The first three lie in the three time zones: they are in every nation, however small."""

FRONT = words("town_front")
BACK = words("town_back")


def spread_over_provinces(how_many: int) -> list[Province]:
    """So many provinces, the populous ones again and again, each of them once where there are enough."""
    counts = [1.0] * min(how_many, len(PROVINCES))
    chosen = list(PROVINCES[: len(counts)])
    while len(chosen) < how_many:
        needy = max(range(len(counts)), key=lambda n: PROVINCES[n].millions / counts[n])
        counts[needy] += 1
        chosen.append(PROVINCES[needy])
    return chosen


class Towns:
    """Towns that do not exist, each in one province; several offices and facilities share one."""

    def __init__(self, dice: Random):
        names = [f"{front} {back}" for front in FRONT for back in BACK]
        dice.shuffle(names)
        self._free = (f"{name}{tail}" for tail in ("", " Lama", " Baru", " Hulu", " Hilir") for name in names)
        self._of: dict[str, list[str]] = {}

    def town(self, province: Province, taken: set[str]) -> str:
        """A town of the province that is not among the taken ones."""
        return next((town for town in self.of(province.code) if town not in taken), None) or self.found(province)

    def found(self, province: Province) -> str:
        """A new town of the province."""
        self._of.setdefault(province.code, []).append(next(self._free))
        return self._of[province.code][-1]

    def of(self, province_code: str) -> list[str]:
        """The towns of a province so far."""
        return self._of.get(province_code, [])
