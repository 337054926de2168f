"""A batch as it comes in: what its headers declare, and its body into a spool, however long it is."""

from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.types import Message, Receive

from graph.asking import LONGEST_WAIT, Unreadable, bad
from graph.leaving import InTime, waiting
from graph.reads.refusals import Code, Refused
from vendors.ingest.formats import ENCODINGS, MEDIA_TYPES, Form, Format, form_of_type
from vendors.ingest.parquet import ParquetMissing, look_for_reader
from vendors.ingest.spool import Spool, TooLong

KEY = "Idempotency-Key"


@dataclass(frozen=True)
class Declared:
    """What the headers of a batch declare."""

    form: Form
    key: str


def declared(request: Request, most: int) -> Declared:
    """What they declare, of a body of at most so many bytes; raises `Unreadable`."""
    form = form_of_type(request.headers.get("content-type", ""))
    if form is None:
        raise bad(
            f"The body has to be one of {', '.join(MEDIA_TYPES)}; in UTF-8, or as CSV with `charset` one of"
            f" {', '.join(ENCODINGS)}.",
            f"本文は {'、'.join(MEDIA_TYPES)} のいずれかで、UTF-8 で送ってください（CSV の charset は"
            f" {'、'.join(ENCODINGS)}）。",
            415,
            {"Accept-Post": ", ".join(MEDIA_TYPES)},
        )
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise bad(
            "The body has to come as it is, without `Content-Encoding`.",
            "本文は圧縮せずに（`Content-Encoding` なしで）送ってください。",
            415,
            {"Accept-Encoding": "identity"},
        )
    if form.format is Format.PARQUET:
        _check_parquet_is_read_here()
    key = request.headers.get(KEY)
    if key is None:
        raise bad(
            f"Give the batch a key of your own in `{KEY}`, so that it is written once however often you send it.",
            f"`{KEY}` にバッチのキーを付けてください。同じキーで再送しても一度だけ書き込まれます。",
        )
    length = request.headers.get("content-length", "")
    if length.isdigit() and int(length[:20]) > most:
        raise too_long(most)
    return Declared(form, key)


def _check_parquet_is_read_here() -> None:
    try:
        look_for_reader()
    except ParquetMissing:
        raise bad(
            "Parquet is not read here: pip install 'teikyo[parquet]' adds what reads it. Send lines of JSON, or CSV.",
            "ここでは Parquet を読めません（pip install 'teikyo[parquet]' で追加できます）。"
            "JSON の行か CSV で送ってください。",
            415,
        ) from None


async def receive_into(spool: Spool, receive: Receive) -> None:
    """Take the body in. Raises `Unreadable`, `ClientDisconnect` where the caller leaves, and `OSError`."""
    more = True
    while more:
        try:
            message = await waiting(_next(receive), lambda: InTime(LONGEST_WAIT))
        except TimeoutError:
            raise bad(
                f"Nothing came for {LONGEST_WAIT:g} seconds.",
                f"{LONGEST_WAIT:g} 秒間、何も届きませんでした。",
                408,
                {"Connection": "close"},
            ) from None
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        try:
            spool.write(message.get("body", b""))
        except TooLong as fault:
            raise too_long(fault.most) from None
        more = bool(message.get("more_body", False))


async def _next(receive: Receive) -> Message:
    return await receive()


def too_long(most: int) -> Unreadable:
    """What is told of a batch that is too long."""
    refused = Refused(
        Code.LIMIT_EXCEEDED,
        f"The batch has more than {most} bytes, as it comes or unpacked. Send it in several, each under its own key.",
        f"バッチが（展開後も含めて）{most} バイトを超えています。分割し、それぞれ別のキーで送ってください。",
    )
    return Unreadable(413, refused, {"Connection": "close"})
