"""The items of a transfer together: how far they have been processed, and what may not be provided by opt-out."""

from collections.abc import Iterable

from models.vocabulary import ItemKind, ItemSource
from vendors.register.entries import Item

_NOT_BY_OPT_OUT = frozenset({ItemSource.OPT_OUT, ItemSource.UNLAWFUL})


class ItemsFacts:
    """What the rules ask of a set of items. Many transfers give the same items, so it is asked once for all."""

    def __init__(self, items: Iterable[Item]) -> None:
        """Sort the items by what the law makes of them."""
        items = sorted(items, key=lambda item: item.code)
        kinds = {item.kind for item in items}
        self.only_statistical = kinds == {ItemKind.STATISTICAL}
        """Statistics are no personal data."""
        self.only_anonymised = kinds - {ItemKind.STATISTICAL} == {ItemKind.ANONYMISED}
        """Statistical ones aside, all are anonymised (APPI 43, 44 alone apply)."""
        self.pseudonymised = tuple(item.code for item in items if item.kind is ItemKind.PSEUDONYMISED)
        self.anonymised = frozenset(item.code for item in items if item.kind is ItemKind.ANONYMISED)
        self.not_by_opt_out = tuple(
            item.code for item in items if item.sensitive is True or item.source in _NOT_BY_OPT_OUT
        )
        """Special-care-required, acquired unlawfully, or itself received by opt-out (APPI 27(2))."""
