"""What a cell may mean beside what it seems to: told to a person, kept in a note, and never made into an entry."""

import pytest

from tests.drafts import drafted, names, told
from vendors.register.draft.drafting import Asked, draft_register
from vendors.register.draft.remarks import Section


def test_two_columns_of_one_meaning_are_doubted_where_they_differ() -> None:
    """One is taken; a person has to see the other, unless it says the same."""
    draft = drafted(
        "委託先,再委託先,所在国,所在国,契約開始日,開始日",
        "株式会社アルファ,株式会社ベータ,日本,日本,2023/4/1,2023/5/1",
        "株式会社ガンマ,,日本,,2023/4/1,2023/4/1",
    )

    assert names(draft) == ["株式会社アルファ", "株式会社ガンマ"]
    doubts = [dict(remark.params) for remark in draft.remarks if remark.section is Section.DOUBTED]
    assert [(doubt["letter"], doubt["other"], doubt["field"]) for doubt in doubts] == [
        ("B", "A 委託先", "recipient"),
        ("F", "E 契約開始日", "from"),
    ]


def test_a_column_that_was_asked_for_is_not_doubted_for_another() -> None:
    """`--map` has settled which one is meant."""
    sheet = "委託先,再委託先,所在国\n株式会社アルファ,株式会社ベータ,日本\n".encode()

    draft = draft_register(sheet, Asked(maps=("再委託先=recipient",)))

    assert (names(draft), draft.doubted) == (["株式会社ベータ"], False)


def test_a_first_row_that_may_be_a_recipient_is_doubted() -> None:
    """Where columns are named by letters, the first row is taken for headings; nothing in it says that it is."""
    sheet = b"Acme Inc.,US\nBeta LLC,JP\n"

    draft = draft_register(sheet, Asked(maps=("A=recipient", "B=country")))

    assert (names(draft), told(draft, Section.DOUBTED)) == (["Beta LLC"], [("headings_unknown", [1])])
    settled = draft_register(sheet, Asked(maps=("A=recipient", "B=country"), headings=0))
    assert (names(settled), settled.doubted) == (["Acme Inc.", "Beta LLC"], False)
    by_name = draft_register(b"Firma,Land\nBeta LLC,JP\n", Asked(maps=("Firma=recipient", "B=country")))
    assert not by_name.doubted


@pytest.mark.parametrize("cell", ["同上", "〃", "(同左)", "ditto", "same as above"])
def test_what_points_at_the_cell_above_names_nothing(cell: str) -> None:
    """There is no recipient and no item called 同上; the row or the cell is told, and the cell kept in a note."""
    draft = drafted(
        "委託先,所在国,提供項目", "株式会社アルファ,日本,氏名", f"{cell},日本,住所", f"株式会社ベータ,日本,{cell}"
    )

    assert names(draft) == ["株式会社アルファ", "株式会社ベータ"]
    assert [item["name"] for item in draft.document["items"]] == ["氏名"]
    assert told(draft, Section.DOUBTED) == [("row_without_name", [3]), ("ditto", [4])]
    assert cell in draft.document["transfers"][1]["note"]


@pytest.mark.parametrize(
    "cell",
    [
        "ヤマト運輸株式会社 佐川急便株式会社",
        "株式会社A　株式会社B",
        "A社・B社",
        "Acme Inc. Beta LLC",
        "1) Acme Inc. 2) Beta LLC",
    ],
)
def test_two_companies_that_nothing_but_white_space_parts_are_doubted(cell: str) -> None:
    """As where a line break was lost on the way. They stay one entry: where the one ends, the cell does not say."""
    draft = drafted("委託先,所在国,業務", f"{cell},日本,配送")

    assert len(names(draft)) == 1
    assert told(draft, Section.DOUBTED) == [("two_names_kept", [2])]


@pytest.mark.parametrize(
    "cell",
    [
        "Foo Co., Ltd.",
        "Foo GmbH & Co. KG",
        "Foo Sdn. Bhd.",
        "Foo Pty Ltd",
        "株式会社フー(旧株式会社バー)",
        "Foo Inc. (US)",
    ],
)
def test_one_company_with_two_words_of_a_legal_form_is_one(cell: str) -> None:
    """`Co., Ltd.` is one form, and a former name is no second company."""
    assert not drafted("委託先,所在国,業務", f'"{cell}",日本,配送').doubted


def test_an_end_that_renews_itself_is_no_missing_end() -> None:
    """`自動更新` says something that no date holds: doubted, and kept in a note; `継続中` says there is none."""
    draft = drafted(
        "委託先,所在国,開始日,終了日", "株式会社アルファ,日本,2023/4/1,自動更新", "株式会社ベータ,日本,2023/4/1,継続中"
    )

    renewing, going_on = draft.document["transfers"]
    assert "終了日: 自動更新" in renewing["note"]
    assert "note" not in going_on
    assert told(draft, Section.DOUBTED) == [("unknown_day", [2])]


def test_numbers_before_the_members_of_a_list_are_no_part_of_them() -> None:
    """`１．` in full width as well as `(2)` and `③`."""
    draft = drafted("委託先,所在国,利用目的", 'A社,日本,"１．発送のため\n（２）問合せ対応のため\n③広告のため"')

    assert [each["name"] for each in draft.document["purposes"]] == ["発送のため", "問合せ対応のため", "広告のため"]
