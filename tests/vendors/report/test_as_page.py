import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest

from vendors.register.entries.register import Register
from vendors.register.read import read_register
from vendors.report.as_page import check_page
from vendors.report.check import check_ever, check_on

SCENARIOS = sorted((Path(__file__).resolve().parents[2] / "scenarios").glob("*.yaml"))
WITHOUT_END = {"meta", "br", "rect", "line"}


def register_of(path: Path) -> Register:
    """The register of a scenario."""
    return read_register(path.read_bytes(), frozenset({"scenario", "expect"}))


class Balanced(HTMLParser):
    """Fails where an element ends that isn't open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """One more is open."""
        if tag not in WITHOUT_END or tag == "rect":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An empty element of a drawing."""

    def handle_endtag(self, tag: str) -> None:
        """The last that is open ends."""
        assert self.open.pop() == tag, f"{tag} ends, but is not open"


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_the_page_of_every_scenario_is_whole(path: Path) -> None:
    """Every element that begins ends, in both languages, of a day and of all days."""
    register = register_of(path)

    for page in (check_page(check_ever(register), "ja"), check_page(check_on(register, date(2026, 7, 2)), "en")):
        parser = Balanced()
        parser.feed(page)
        parser.close()

        assert parser.open == []


def test_the_page_asks_for_nothing_from_anywhere() -> None:
    """It can be filed, mailed and opened in ten years: no script, no font, no image, no link; and it says so itself."""
    page = check_page(check_ever(register_of(SCENARIOS[0])), "en")

    assert not re.search(r"https?:|<script|<link|<img|@import|url\((?!#)", page)
    assert "default-src 'none'" in page
    assert "@page { size: A4;" in page


def test_the_same_register_gives_the_same_page() -> None:
    """No clock and no chance in it."""
    register = register_of(SCENARIOS[15])

    assert check_page(check_on(register, date(2026, 8, 1)), "ja") == check_page(
        check_on(register, date(2026, 8, 1)), "ja"
    )


def test_names_cannot_become_markup() -> None:
    """Whatever the register holds is text on the page."""
    evil = "<script>alert(1)</script>"
    register = read_register(
        f"""
register: 1
operator: {{name: "{evil}"}}
services: [{{code: app, name: "{evil}"}}]
purposes: [{{code: support, name: "{evil}"}}]
items: [{{code: name, name: "{evil}"}}]
recipients: [{{code: desk, name: "{evil}", kind: company, country: JP}}]
contracts: [{{code: dpa, recipient: desk, kind: outsourcing, title: "{evil}", from: 2020-01-01}}]
transfers:
  - {{code: help, service: app, recipient: desk, contract: dpa, items: [name], purposes: [support], from: 2026-04-01,
     bases: [{{kind: outsourcing}}]}}
""".encode()
    )

    page = check_page(check_on(register, date(2026, 5, 1), date(2027, 5, 1)), "en")

    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_page_says_what_the_text_says() -> None:
    """Verdict, finding, why, article, days, entry and cure, and the days as a drawn bar."""
    page = check_page(check_on(register_of(SCENARIOS[1]), date(2027, 4, 10), date(2027, 7, 9)), "en")

    assert "Of 1 transfer, 1 does not stand." in page
    assert "Outsourcing goes on after the contract&#39;s end<code>CONTRACT_EXPIRED</code>" in page
    assert "has 2027-03-31 as its last day" in page
    assert "APPI 27(5)(i); Policy 4(2) [P]" in page
    assert "contracts.carrier-2026" in page
    assert "Renew the contract, or stop the provision" in page
    assert "<title>does not stand: 2027-04-01 to 2027-04-30</title>" in page
