import re

import pytest

from graph.settings import SettingRefused, Settings, settings, settings_document


def test_without_anything_said_every_setting_has_its_default() -> None:
    """A first run needs no environment."""
    assert settings({}) == Settings()


def test_the_environment_sets_and_an_option_speaks_louder() -> None:
    """`--port` wins over `TEIKYO_PORT`; an option that was not given leaves it."""
    environment = {"TEIKYO_PORT": "9000", "TEIKYO_HOST": "::1", "TEIKYO_CORS_ORIGINS": "https://a.test, https://b.test"}

    chosen = settings(environment, port=9001, host=None)

    assert (chosen.port, chosen.host) == (9001, "::1")
    assert chosen.cors_origins == ("https://a.test", "https://b.test")


@pytest.mark.parametrize("port", ["0", "65536", "-1", "http", "8000.5", "٨٠٠٠"])
def test_a_value_that_cannot_be_is_refused_with_what_would_be_accepted(port: str) -> None:
    """Name, value and bounds are said."""
    with pytest.raises(SettingRefused, match=re.escape(f"TEIKYO_PORT={port}: give a whole number from 1 to 65535.")):
        settings({"TEIKYO_PORT": port})


@pytest.mark.parametrize("port", ["1", "65535"])
def test_the_bounds_themselves_are_accepted(port: str) -> None:
    """Both ends are inclusive."""
    assert settings({"TEIKYO_PORT": port}).port == int(port)


def test_a_misspelt_setting_is_refused() -> None:
    """A setting that would be silently ignored is named, with those that there are."""
    with pytest.raises(SettingRefused, match=r"TEIKYO_DATABSE_URL is no setting.*TEIKYO_DATABASE_URL"):
        settings({"TEIKYO_DATABSE_URL": "x"})


def test_every_setting_is_in_the_document() -> None:
    """With its name in the environment and what it means."""
    document = settings_document()

    for name in Settings.__dataclass_fields__:
        assert f"| `TEIKYO_{name.upper()}` |" in document
