"""Lists as companies keep them: headings in two rows, tables under tables, totals, examples, groups, shifted cells."""

import io
from typing import Any

import openpyxl
import pytest

from tests.drafts import drafted, names, told
from vendors.register.draft.drafting import draft_register
from vendors.register.draft.remarks import Section


def test_headings_in_two_rows_are_read_as_one() -> None:
    """`契約期間` over `自` and `至`, `所在` over the company's and the server's: each column has its own meaning."""
    draft = drafted(
        "会社名,所在,,契約期間,,取扱データ",
        ",本社所在国,サーバー設置国,自,至,",
        "株式会社アルファ,日本,アイルランド,2024/4/1,2025/3/31,氏名",
    )

    (recipient,), (transfer,) = draft.document["recipients"], draft.document["transfers"]
    assert (recipient["country"], recipient["stored_in"]) == ("JP", ["IE"])
    assert (transfer["from"], transfer["until"]) == ("2024-04-01", "2025-03-31")
    assert not draft.doubted


def test_a_second_row_that_says_more_than_the_first_does_not_replace_it() -> None:
    """`Location` over `Entity` and `Data`: the vendor stays the recipient, though `Entity` alone might be one."""
    book = openpyxl.Workbook()
    sheet: Any = book.active
    for row in (
        ["Vendor register 2026"],
        [],
        ["Vendor", "Location", None, "Contract", None, "Data"],
        [None, "Entity", "Data", "Start", "End", None],
        ["Acme, Inc.", "US", "Ireland", "2024-04-01", "2025-03-31", "Name; email"],
    ):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)

    draft = draft_register(file.getvalue())

    assert names(draft) == ["Acme, Inc."]
    assert draft.document["recipients"][0]["country"] == "US"
    assert draft.document["recipients"][0]["stored_in"] == ["IE"]
    assert draft.document["transfers"][0]["until"] == "2025-03-31"


def test_a_title_above_the_headings_is_no_upper_row() -> None:
    """Even where it reads like a heading and stands over nothing."""
    draft = drafted(
        "外部委託先,,,2026年4月1日", ",会社名,所在国,業務", ",株式会社アルファ,日本,配送", ",ベータ社,米国,印刷"
    )

    assert names(draft) == ["株式会社アルファ", "ベータ社"]


def test_a_second_table_does_not_hide_the_first() -> None:
    """The one below has more columns; the rows of both are taken in, and the title between is none of them."""
    draft = drafted(
        "委託先名,業務,契約開始日",
        "株式会社アルファ,配送,2024/4/1",
        "海外委託先,,",
        "委託先名,所在国,業務,契約開始日",
        "Gamma Inc.,米国,クラウド,2024/4/1",
    )

    assert names(draft) == ["株式会社アルファ", "Gamma Inc."]
    assert [recipient.get("country") for recipient in draft.document["recipients"]] == [None, "US"]
    assert told(draft, Section.LEFT_OUT) == [("row_section", [3])]


def test_totals_examples_footnotes_and_groups_are_no_recipients() -> None:
    """Each is left out, and told with its line."""
    draft = drafted(
        "No,会社名,所在国,業務",
        "例,株式会社○○,日本,配送",
        "1,株式会社アルファ,日本,配送",
        ",国内,,",
        "小計,1社,,",
        ",お問い合わせ: privacy@example.com,,",
        "合計,7社,,",
    )

    assert names(draft) == ["株式会社アルファ", "国内"]
    assert told(draft, Section.LEFT_OUT) == [
        ("row_example", [2]),
        ("row_total", [5]),
        ("row_footnote", [6]),
        ("row_total", [7]),
    ]
    assert told(draft, Section.DOUBTED) == [("bare_row", [4])]


def test_a_company_called_total_is_a_recipient() -> None:
    """A total counts; a company has a country."""
    assert names(drafted("Vendor,Country,Service", "Total,France,App", "Total,2,")) == ["Total"]


def test_a_name_torn_by_its_own_comma_is_doubted() -> None:
    """`Acme, Inc.` without quotes moves all its cells under other headings: the line is told."""
    draft = drafted("Vendor,Country,Purpose", "Acme, Inc.,US,Cloud", "Beta LLC,US,Mail")

    assert ("shifted_row", [2]) in told(draft, Section.DOUBTED)
    assert "country" not in draft.document["recipients"][0]


def test_a_column_without_a_heading_is_told() -> None:
    """What is not used is shown, though nobody headed it."""
    draft = drafted("Vendor,Country,", "Acme Inc.,US,secret")

    columns = [dict(remark.params)["letter"] for remark in draft.remarks if remark.code == "column_unused"]
    assert columns == ["C"]


@pytest.mark.parametrize(
    ("cell", "services"),
    [
        ("App, API", ["App", "API"]),
        ("Jira, Confluence, and Trello", ["Jira", "Confluence", "Trello"]),
        ("App; Shop", ["App", "Shop"]),
        ("アプリ、通販", ["アプリ", "通販"]),
        ("Tools for sales, support and more", ["Tools for sales, support and more"]),
        ("All products", ["All products"]),
    ],
)
def test_services_in_one_cell_are_parted_where_they_are_names(cell: str, services: list[str]) -> None:
    """A transfer for each of them; a phrase stays whole."""
    draft = drafted("Vendor,Country,Applicable services", f'Acme Inc.,US,"{cell}"')

    assert [service["name"] for service in draft.document["services"]] == services
    assert len(draft.document["transfers"]) == len(services)


def test_all_products_is_no_services_name() -> None:
    """It is kept as the sheet has it, and somebody is asked to name them."""
    draft = drafted("Vendor,Country,Applicable services", "Acme Inc.,US,All products")

    assert ("service_of_all", [2]) in told(draft, Section.GUESSED)


def test_progress_is_told_to_the_last_row() -> None:
    """Of a large sheet a person sees how far it is."""
    heard: list[tuple[int, int]] = []

    draft_register(
        b"Vendor,Country\nAcme Inc.,US\nBeta Inc.,JP\n", None, lambda done, whole: heard.append((done, whole))
    )

    assert heard == [(1, 2), (2, 2)]
