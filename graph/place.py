"""The database that the settings name, with the key under which references of persons are encrypted there."""

from graph.settings import SettingRefused, Settings
from vendors.references.cipher import LENGTHS, BadReferenceKey, key_of
from vendors.store.address import Address, address


def place_of(chosen: Settings) -> Address:
    """The database. Raises `SettingRefused` where the key is none, and `StoreRefused` where it names no database."""
    return address(chosen.database_url, reference_key(chosen.reference_key, "TEIKYO_REFERENCE_KEY"))


def reference_key(given: str, name: str) -> bytes:
    """The key that a setting names; empty where it names none. Raises `SettingRefused`."""
    try:
        return key_of(given)
    except BadReferenceKey:
        bytes_ = " or ".join(map(str, LENGTHS))
        raise SettingRefused(
            f"{name} names no key: give a file that holds {bytes_} bytes in base64, or these themselves."
            " `openssl rand -base64 64 | tr -d '\\n'` makes one."
        ) from None
