"""What a batch is answered with: what was written, or why nothing was."""

from collections.abc import Mapping
from typing import cast

from starlette.responses import Response

from graph.ingest.receiving import KEY
from graph.mutations.answering import rights_lost, taken
from graph.reads.refusals import Code, Refused
from graph.replies import reply
from vendors.ingest.batches import Ingested
from vendors.ingest.faults import WHOLE, BatchRefused
from vendors.ingest.listing import NoSuchDelivery
from vendors.register.fault_texts import Lang
from vendors.verbs.once import RightsLost
from vendors.verbs.refusals import KeyTaken, Refusal, VerbRefused

REFUSED = (BatchRefused, NoSuchDelivery, KeyTaken, VerbRefused, RightsLost)
"""Why a batch may not be written, whatever is sent with it."""


def written(done: Ingested, lang: str) -> Response:
    """The answer of a batch that is on record."""
    one = done.written
    return reply(
        200,
        lang,
        rows=one.rows,
        sequence=str(one.sequence),
        root=one.root,
        judgedAnew=one.judged_anew,
        again=done.again,
    )


def refused(why: Exception, lang: str) -> Response:
    """The answer of a batch of which nothing was written, for one of `REFUSED`."""
    match why:
        case BatchRefused():
            number = why.number
            said = Refused(
                Code.BAD_INPUT,
                f"The batch is refused for {number} faults; nothing of it was written.",
                f"バッチを受け付けません。誤りが{number}件あります。何も書き込んでいません。",
            )
            return reply(400, lang, errors=[said], faults=[_fault(one, lang) for one in why.faults], faultCount=number)
        case NoSuchDelivery():
            en, ja = (
                "There is no delivery of that code whose persons were not purged.",
                "その符号の（消去されていない）引渡しはありません。",
            )
            return reply(404, lang, errors=[Refused(Code.BAD_INPUT, en, ja, argument=("delivery",))])
        case KeyTaken():
            return reply(409, lang, errors=[taken(KEY)])
        case RightsLost():
            return reply(403, lang, errors=[rights_lost()])
        case VerbRefused():
            (fault,) = why.refusals
            en, ja = fault.message("en"), fault.message("ja")
            return reply(400, lang, errors=[Refused(Code.BAD_INPUT, en, ja, argument=(KEY,))])
    raise AssertionError("it is one of those") from why


def _fault(fault: Refusal, lang: str) -> Mapping[str, object]:
    row, *column = fault.path
    words: Lang = cast("Lang", lang)
    return {
        "row": None if row == WHOLE else row,
        "column": ".".join(map(str, column)) or None,
        "code": fault.code,
        "message": fault.message(words),
        "params": [{"name": name, "value": value} for name, value in fault.said(words).items()],
    }
