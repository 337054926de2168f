"""What a cell of places says: one country clearly, or nothing, with the reason."""

import pytest

from vendors.register.draft.places import PlaceDoubt, read_place, read_places


@pytest.mark.parametrize(
    ("cell", "country"),
    [
        ("USA", "US"),
        ("United States (US)", "US"),
        ("United States of America (Delaware)", "US"),
        ("Delaware, United States", "US"),
        ("San Francisco, CA, USA", "US"),
        ("California USA", "US"),
        ("米国", "US"),
        ("アメリカ合衆国", "US"),
        ("米国カリフォルニア州", "US"),
        ("アメリカ合衆国カリフォルニア州", "US"),
        ("🇺🇸", "US"),
        ("US 🇺🇸", "US"),
        ("🇩🇪 Germany", "DE"),
        ("Germany (Frankfurt)", "DE"),
        ("Germany (EU)", "DE"),
        ("EU (Ireland)", "IE"),
        ("ドイツ（EU）", "DE"),
        ("英国", "GB"),
        ("Northern Ireland", "GB"),
        ("台湾", "TW"),
        ("大韓民国ソウル特別市", "KR"),
        ("中国広東省深圳市", "CN"),
        ("日 本", "JP"),
        ("日本国東京都", "JP"),
        ("東京都港区", "JP"),
        ("Hong Kong SAR", "HK"),
    ],
)
def test_a_cell_that_can_mean_one_country_only_is_that_country(cell: str, country: str) -> None:
    """By name or code, with a place within it, with its flag, with the region that it is in, spaced out."""
    assert read_place(cell).country == country


@pytest.mark.parametrize(
    ("cell", "doubt"),
    [
        ("EU", PlaceDoubt.REGION),
        ("🇪🇺", PlaceDoubt.REGION),
        ("EEA", PlaceDoubt.REGION),
        ("Global", PlaceDoubt.REGION),
        ("EU (Frankfurt)", PlaceDoubt.REGION),
        ("欧州", PlaceDoubt.REGION),
        ("US/EU", PlaceDoubt.SEVERAL),
        ("Ireland, EU", PlaceDoubt.SEVERAL),
        ("US (Global)", PlaceDoubt.SEVERAL),
        ("USA, Germany", PlaceDoubt.SEVERAL),
        ("Ireland; United States", PlaceDoubt.SEVERAL),
        ("🇺🇸 Germany", PlaceDoubt.SEVERAL),
        ("米国及びドイツ", PlaceDoubt.SEVERAL),
        ("Korea", PlaceDoubt.AMBIGUOUS),
        ("Georgia", PlaceDoubt.STATE),
        ("アメリカ合衆国ジョージア州", PlaceDoubt.AMBIGUOUS),
        ("Delaware", PlaceDoubt.UNKNOWN),
        ("New Mexico", PlaceDoubt.UNKNOWN),
        ("Paris", PlaceDoubt.UNKNOWN),
        ("中国・四国地方", PlaceDoubt.UNKNOWN),
        ("N/A", PlaceDoubt.UNKNOWN),
        ("NA", PlaceDoubt.UNKNOWN),
    ],
)
def test_a_cell_that_can_mean_more_is_doubted(cell: str, doubt: PlaceDoubt) -> None:
    """A region, several countries, a name of two places, a place without its country: none of them is guessed at."""
    reading = read_place(cell)

    assert (reading.country, reading.doubt) == (None, doubt)


@pytest.mark.parametrize("cell", ["", "-", "—", " / ", "ー"])
def test_a_dash_says_nothing(cell: str) -> None:
    """Neither a country nor a doubt."""
    assert read_place(cell) == read_place("")


def test_data_may_lie_in_several_countries() -> None:
    """Each of them is named, unless one of the places is none."""
    assert read_places("USA, Germany, Japan") == (("DE", "JP", "US"), None)
    assert read_places("アイルランド\n米国") == (("IE", "US"), None)
    assert read_places("United States, EU") == ((), PlaceDoubt.REGION)
