"""What every entry of the register has: the moment at which it was recorded, and texts that it is found by."""

from datetime import datetime

from graph.reads.rows import Beside, Condition, Leaf, Where, read


def changed_at(list_name: str, key: str = "code") -> datetime:
    """The moment of the import that recorded an entry of that list, or corrected it last."""
    recorded = Beside("recorded", f"{{it}}.list = '{list_name}' and {{it}}.key = {{row}}.{key}")
    loading = Beside("loading", "{it}.id = {beside}.loading_id", recorded)
    moment: datetime = read(
        Leaf("{it}.loaded_at", loading),
        "When it was recorded, or corrected last; importing the same again corrects nothing.",
    )
    return moment


def revision(list_name: str, key: str = "{row}.code") -> str:
    """The number of the change that recorded an entry of that list, or corrected it last, as a text."""
    beside = Beside("recorded", f"{{it}}.list = '{list_name}' and {{it}}.key = {key}")
    number: str = read(
        Leaf("cast({it}.loading_id as text)", beside),
        "Which recording of the entry this is: a verb that corrects it says which one was seen.",
    )
    return number


def recorded(list_name: str, key: str = "code") -> dict[str, Condition]:
    """What `filters(..., entries=True)` asks, of the entries of that list of the register file."""
    from_list = "select r.key from recorded r{joined} where r.list = '" + list_name + "' and {holds}"
    loading = " join loading l on l.id = r.loading_id"

    def found(w: Where, holds: str, joined: str = "") -> str:
        return w.dialect.one_of(f"{w.it}.{key}", from_list.format(joined=joined, holds=holds))

    return {
        "search": Condition(lambda w: found(w, w.contained("r.texts"))),
        "changedSince": Condition(lambda w: found(w, f"l.loaded_at >= {w.moment()}", loading)),
    }
