"""Run as a program: write a list of so many rows as a workbook, and say how much memory that took at its peak."""

import os
import sys
from collections.abc import Iterator
from datetime import date, timedelta

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lapas_training.settings")

COLUMNS = ["Kind", "Title", "Number", "Parties", "Signed", "From", "Until", "Term", "State", "Programmes"]


def rows(how_many: int) -> Iterator[tuple]:
    """Rows as a list of agreements has them: four short texts, two long ones, three days, a number."""
    day = date(2012, 1, 1)
    for n in range(how_many):
        yield (
            "Perjanjian kerja sama (PKS)",
            f"Perjanjian Kerja Sama Dinas Tenaga Kerja nomor {n} tentang pelatihan keterampilan",
            f"{n}/CTH/07/2023",
            f"Dinas Tenaga Kerja Kabupaten {n % 500} (W{n}.PAS); Lapas Kelas IIA {n % 53}",
            day + timedelta(days=n % 4000),
            day + timedelta(days=n % 4000),
            day + timedelta(days=n % 4000 + 729),
            "2 tahun",
            "Berlaku",
            n % 7,
        )


def main(how_many: str) -> None:
    """Prints megabytes."""
    import django

    django.setup()

    from benchmarks.one_import import peak
    from web.workbooks import xlsx_response

    response = xlsx_response("daftar.xlsx", COLUMNS, rows(int(how_many)), [("Contoh", date(2026, 11, 24))])
    for _part in response.streaming_content:
        pass
    print(peak())


if __name__ == "__main__":
    main(*sys.argv[1:])
