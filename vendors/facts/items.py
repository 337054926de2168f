"""The items of a transfer together: how far they have been processed, and what may not be provided by opt-out."""

from collections.abc import Collection
from typing import Self

from models.vocabulary import ItemKind, ItemSource
from vendors.register.entries.operator import Item

_NOT_BY_OPT_OUT = frozenset({ItemSource.OPT_OUT, ItemSource.UNLAWFUL})


class ItemsFacts(frozenset[str]):
    """A set of items, by their codes, that knows what the rules ask of it; many transfers give the same one."""

    def __new__(cls, items: Collection[Item]) -> Self:
        """The codes are what is compared."""
        return super().__new__(cls, (item.code for item in items))

    def __init__(self, items: Collection[Item]) -> None:
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
