"""Agreements entered through the pages of a real Chromium and read as of any day.

What is entered as real stands in the project's data, with its source; what is invented is marked so.
"""

import pytest

from tests.axe import faults
from tests.journey import visiting

pytestmark = [pytest.mark.browser, pytest.mark.django_db]


@pytest.fixture
def keeper(browser, demo_server):
    """Who keeps the agreements, in English."""
    with visiting(browser, demo_server) as visitor:
        visitor.enter("agreements.admin")
        visitor.speak("en")
        yield visitor
        visitor.speak("id")
    assert visitor.said == []


def write(visitor, prefix: str = "", **fields) -> None:
    """Fill fields, tick boxes, choose from lists; the names of a row begin with its prefix."""
    for name, value in fields.items():
        field = visitor.page.locator(f"[name='{prefix}{name}']")
        if value is True:
            field.check()
        elif field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(**value) if isinstance(value, dict) else field.select_option(value)
        else:
            field.fill(value)


def add(visitor, rows: str, *told: dict, first: int = 0) -> None:
    """Write rows of one kind, each with the button that adds one where none stands ready."""
    for number, fields in enumerate(told, start=first):
        if not visitor.page.locator(f"[name='{rows}-{number}-{next(iter(fields))}']").count():
            visitor.page.click(f"button[name=add][value={rows}]")
            visitor.page.wait_for_selector(f"[name^='{rows}-{number}-']")
        write(visitor, f"{rows}-{number}-", **fields)


def enter(visitor, *parties: dict, **fields) -> str:
    """Make an agreement; answers the address of its page."""
    visitor.open("/agreements/new/")
    write(visitor, **fields)
    add(visitor, "parties", *parties)
    visitor.press("main button.btn-primary")
    return visitor.path


def read(visitor, path: str, on: str, beside: str = "") -> str:
    """The text of an agreement as of a day, in words, with its states; read with the form of the page."""
    visitor.open(path)
    write(visitor, on=on, beside=beside)
    visitor.press("#reading button")
    return visitor.text("#reading")


def named(name: str, **fields) -> dict:
    return {"name_as_printed": name} | fields


INDUSTRY = "Kementerian Perindustrian"
LAW = "Kementerian Hukum dan Hak Asasi Manusia"
HEIR = "Kementerian Imigrasi dan Pemasyarakatan"


def test_the_chain_of_2012_keeps_both_ends_and_shows_the_days_without_a_basis(keeper):
    old = enter(
        keeper,
        named(INDUSTRY),
        named(LAW),
        kind="mou",
        title="Nota Kesepahaman 24 Mei 2012",
        status="signed",
        signed_on="24/05/2012",
        in_force_from="24/05/2012",
        in_force_until="24/05/2017",
    )
    keeper.open(f"{old}contents/")
    add(keeper, "tellings", {"about": "ends", "text": "berakhir 2015 (wartaekonomi, Antara)"})
    assert faults(keeper.page) == []
    keeper.press("main button.btn-primary")
    assert "2015" in keeper.text("main") and "24 May 2017" in keeper.text("main")
    new = enter(
        keeper,
        named(INDUSTRY, signatory_title="Dirjen IKM", level="main_unit"),
        named(LAW, signatory_title="Sekretaris Jenderal", level="main_unit"),
        kind="mou",
        title="Peningkatan Pembinaan dan Bimbingan Kemandirian WBP",
        status="signed",
        signed_on="28/08/2017",
        in_force_from="28/08/2017",
        renews=old.split("/")[2],
    )
    for path in (old, new):
        keeper.open(path)
        chain = keeper.text("section[aria-labelledby=chain-title]")
        assert "95 days without a basis" in chain and "25 May – 27 August 2017" in chain
        assert faults(keeper.page) == []
    states = [(day, state) for day, state in (("24/05/2017", "In force"), ("25/05/2017", "Expired"))]
    assert [state in read(keeper, old, day) for day, state in states] == [True, True]
    assert ["In force" in read(keeper, new, day) for day in ("27/08/2017", "28/08/2017")] == [False, True]
    keeper.open(f"{new}changes/new/")
    write(keeper, effective_on="Oktober 2024", reason="Kementerian dipisah; harinya tidak diketahui")
    add(keeper, "parties", named(HEIR, replaces={"label": LAW}))
    assert faults(keeper.page) == []
    keeper.press("main button.btn-primary")
    assert HEIR not in column(keeper, read(keeper, new, "30/09/2024"), 2)
    both = read(keeper, new, "15/10/2024")
    assert "both texts are possible" in both
    assert [HEIR in column(keeper, both, place) for place in (2, 3)] == [False, True]
    after = read(keeper, new, "01/11/2024")
    assert HEIR in column(keeper, after, 2) and LAW in column(keeper, after, 1)
    assert faults(keeper.page) == []


def column(visitor, _read: str, place: int) -> str:
    """One of the texts that stand side by side; the first column is that of the signing."""
    return "\n".join(visitor.page.locator(f"#reading tbody tr > :nth-child({place + 1})").all_inner_texts())


def test_two_numbers_a_letter_as_sole_basis_and_partners_that_nobody_names(keeper):
    study = enter(
        keeper,
        named("Ditjen Pemasyarakatan", number="PAS-10.HH.04.05 Tahun 2024"),
        named("Universitas Perwira Purbalingga", number="010/061051.R/MOU/IV/2024"),
        kind="pks",
        title="Penyelenggaraan Pendidikan Tinggi bagi Narapidana (dua nomor)",
        status="signed",
        signed_on="2024",
    )
    parties = keeper.text("section[aria-labelledby=parties-title]")
    assert "PAS-10.HH.04.05 Tahun 2024" in parties and "010/061051.R/MOU/IV/2024" in parties
    assert "Dates incomplete" in read(keeper, study, "01/06/2024")
    letter = enter(
        keeper,
        named("Dirjen IKMA", number="B-535/IKMA.3/IND/VII/2024"),
        kind="letter",
        title="Surat Dirjen IKMA, dasar satu-satunya",
        status="unknown",
    )
    assert "B-535/IKMA.3/IND/VII/2024" in keeper.text("section[aria-labelledby=parties-title]")
    assert "1 party" in keeper.text(".page-head .line") and letter.startswith("/agreements/")
    for number in range(1, 7):
        partner = enter(
            keeper,
            named("Ditjen Pemasyarakatan"),
            {"not_named": True},
            kind="pks",
            title=f"PKS Ditjenpas 19 Mei 2025, mitra {number} dari 6",
            status="signed",
            signed_on="19/05/2025",
            in_force_from="19/05/2025",
            in_force_until="18/05/2030",
            term_as_printed="5 tahun",
        )
        assert "no source names it" in keeper.text("section[aria-labelledby=parties-title]")
    assert "a party that nobody names" in read(keeper, partner, "18/05/2030")
    assert "In force" in read(keeper, partner, "18/05/2030")
    assert "Expired" in read(keeper, partner, "19/05/2030")
    assert faults(keeper.page) == []


def test_an_invented_text_of_three_with_a_delegated_signature_changes_on_29_february(keeper):
    keeper.page.set_viewport_size({"width": 360, "height": 740})
    made = enter(
        keeper,
        named("Lapas Contoh", number="1/CTH/2023", level="facility", authority="own"),
        named(
            "Dinas Contoh",
            number="2/CTH/2023",
            authority="delegated",
            letter_number="90/CTH/2023",
            letter_on="02/01/2023",
            signed_on="03/03/2023",
        ),
        named("Yayasan Contoh", number="3/CTH/2023"),
        kind="pks",
        title="Perjanjian tiga pihak (contoh)",
        status="signed",
        signed_on="01/03/2023",
        in_force_from="01/03/2023",
        in_force_until="28/02/2026",
        invented=True,
    )
    parties = keeper.text("section[aria-labelledby=parties-title]")
    assert [f"{number}/CTH/2023" in parties for number in (1, 2, 3, 90)] == [True] * 4
    assert "Delegated" in parties and "3 March 2023" in parties
    assert "sample" in keeper.text(".page-head .line")
    keeper.open(f"{made}contents/")
    add(keeper, "points", {"text": "pelatihan dua bidang"})
    promised = {"party": {"label": "Dinas Contoh"}, "kind": "trainers", "quantity": "12", "unit": "people"}
    add(keeper, "commitments", promised)
    keeper.press("main button.btn-primary")
    keeper.open(f"{made}changes/new/")
    write(keeper, effective_on="29/02/2024", reason="Adendum contoh", moves_end=True, until="28/02/2027")
    keeper.page.get_by_label("pelatihan dua bidang").check()
    add(keeper, "points", {"text": "pelatihan tiga bidang"})
    assert faults(keeper.page) == []
    keeper.press("main button.btn-primary")
    before = column(keeper, read(keeper, made, "28/02/2024"), 2)
    on = column(keeper, read(keeper, made, "29/02/2024"), 2)
    assert ("dua bidang" in before, "tiga bidang" in before, "28 February 2026" in before) == (True, False, True)
    assert ("dua bidang" in on, "tiga bidang" in on, "28 February 2027" in on) == (False, True, True)
    read(keeper, made, "28/02/2024", "29/02/2024")
    assert keeper.page.locator("#reading del").all_inner_texts() == ["28 February 2026", "pelatihan dua bidang"]
    assert keeper.page.locator("#reading ins").all_inner_texts() == ["28 February 2027", "pelatihan tiga bidang"]
    wide = keeper.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert (wide, faults(keeper.page)) == (0, [])
