"""What is told beside a draft, as lines for people: by section, each with its lines or rows."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from vendors.register.draft.cells import Where
from vendors.register.draft.drafting import Draft
from vendors.register.draft.phrases import DELIMITERS, REMARKS, SECTIONS, SUMMARY
from vendors.register.draft.refusals import Lang
from vendors.register.draft.remarks import Remark, Section

_MOST_ROWS = 12
"""Lines or rows told of one remark; of the rest, the number."""


def told(draft: Draft, lang: Lang) -> Iterator[str]:
    """Every remark of the draft, then what it holds in numbers."""
    for section, remarks in groupby(draft.remarks, key=lambda remark: remark.section):
        yield SECTIONS[section][lang]
        for remark in remarks:
            yield f"  {_sentence(remark, lang)}"
    counts = {name: len(draft.document.get(name, ())) for name in ("recipients", "transfers", "services")}
    doubted = sum(max(1, len(remark.where)) for remark in draft.remarks if remark.section is Section.DOUBTED)
    yield SUMMARY[lang].format(**counts, doubted=doubted)


def _sentence(remark: Remark, lang: Lang) -> str:
    params = {"count": len(remark.where), **dict(remark.params)}
    if "delimiter" in params:
        params["delimiter"] = DELIMITERS[str(params["delimiter"])][lang]
    sentence = REMARKS[remark.code][lang].format(**params)
    if remark.section is Section.COLUMNS:
        return f"{params['sheet']}: {sentence}" if params["sheet"] else sentence
    where = _rows(remark.where, lang)
    return f"{sentence} [{where}]" if where else sentence


def _rows(where: Sequence[Where], lang: Lang) -> str:
    """`line 15, 61`; in a workbook `Vendors row 7, 9`."""
    told: list[str] = []
    shown = where[:_MOST_ROWS]
    for sheet, rows in groupby(shown, key=lambda row: row.sheet):
        numbers = ", ".join(str(row.number) for row in rows)
        if lang == "ja":
            told.append(f"{numbers}行目" if sheet is None else f"{sheet} {numbers}行目")
        else:
            told.append(f"line {numbers}" if sheet is None else f"{sheet} row {numbers}")
    if more := len(where) - len(shown):
        told.append(f"ほか{more}行" if lang == "ja" else f"and {more} more")
    return "; ".join(told)
