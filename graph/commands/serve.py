"""`teikyo serve`: the register over GraphQL."""

import os
from contextlib import suppress
from typing import TYPE_CHECKING, cast

import click

from graph.commands.keys import signer_or_refuse
from graph.commands.language import why
from graph.commands.listening import BACKLOG, taken, tell_once_answered
from graph.commands.stored import REFUSED, on_a_database

if TYPE_CHECKING:
    from socket import socket

    from graph.settings import Settings
    from vendors.store.address import Address
    from vendors.store.refusals import Lang

_TEXTS = {
    "port": {
        "en": "{host}:{port} can't be listened on: {why}. Choose another port with --port.",
        "ja": "{host}:{port} で待ち受けできません: {why}。--port で別のポートを指定してください。",
    },
    "affected": {
        "en": "SQLite {version} may damage a database that several processes use (before 3.51.3, 3.50.7, 3.44.6)."
        " Serve with --workers 1, or install pysqlite3.",
        "ja": "SQLite {version} は複数プロセスで使うとデータベースを壊すおそれがあります（3.51.3 等で修正済み）。"
        "--workers 1 にするか、pysqlite3 を入れてください。",
    },
    "untrusted": {
        "en": "The trusted documents can't be served:\n{why}",
        "ja": "登録済みの文書に誤りがあります:\n{why}",
    },
    "not_shared": {
        "en": "TEIKYO_WORKERS_HELD={file} can't be shared by the workers: {why}."
        " Name a file that is not there yet, or none.",
        "ja": "TEIKYO_WORKERS_HELD={file} をワーカーで共有できません: {why}。"
        "まだないファイルを指定するか、指定しないでください。",
    },
    "not_ready": {
        "en": "Not ready; questions are answered with UNAVAILABLE until then. {why}",
        "ja": "準備ができていません。それまで問い合わせには UNAVAILABLE を返します。{why}",
    },
    "serving": {
        "en": "Teikyo answers at http://{host}:{port}/graphql. Stop with Ctrl-C.",
        "ja": "http://{host}:{port}/graphql で待ち受けています。Ctrl-C で停止します。",
    },
}


def say(lang: str, text: str, **params: object) -> None:
    """Tell the person at the terminal."""
    click.echo(_TEXTS[text][lang].format(**params), err=True)


@click.command()
@click.option("--host", help="Address to listen on; TEIKYO_HOST, or 127.0.0.1.")
@click.option("--port", type=click.IntRange(1, 65_535), help="Port to listen on; TEIKYO_PORT, or 8000.")
@click.option("--workers", type=click.IntRange(1, 64), help="Processes that answer; TEIKYO_WORKERS, or 1.")
@click.option(
    "--cors", "cors_origins", multiple=True, metavar="ORIGIN", help="Origin of a dashboard; may be given several times."
)
@click.option("--documents", metavar="DIR", help="Folder of trusted documents; TEIKYO_DOCUMENTS.")
@click.option("--documents-only", is_flag=True, default=None, help="Answer nothing but those; TEIKYO_DOCUMENTS_ONLY.")
@on_a_database
def command(
    *,
    host: str | None,
    port: int | None,
    workers: int | None,
    cors_origins: tuple[str, ...],
    documents: str | None,
    documents_only: bool | None,
    database: str | None,
    lang: str,
) -> None:
    """Serve the register over GraphQL, at /graphql. /healthz says that it lives, /readyz whether it can answer."""
    import asyncio

    from graph.oidc.setting import provider_of
    from graph.place import place_of
    from graph.reads.readers import replica_of
    from graph.settings import SettingRefused, settings
    from graph.watching.watching import traces_to
    from models.sqlite import is_affected, sqlite3
    from vendors.store.address import Engine
    from vendors.store.refusals import StoreRefused

    try:
        chosen = settings(
            database_url=database,
            host=host,
            port=port,
            workers=workers,
            cors_origins=cors_origins or None,
            documents=documents,
            documents_only=documents_only,
        )
        place = place_of(chosen)
        provider_of(chosen)
        replica_of(chosen)
        if chosen.otel_endpoint:
            traces_to(chosen.otel_endpoint).end()
    except SettingRefused as refused:
        click.echo(str(refused), err=True)
        raise SystemExit(REFUSED) from None
    except StoreRefused as refused:
        click.echo(refused.message(cast("Lang", lang)), err=True)
        raise SystemExit(REFUSED) from None
    signer_or_refuse(lang)
    if chosen.workers > 1 and place.engine is Engine.SQLITE and is_affected():
        say(lang, "affected", version=sqlite3.sqlite_version)
        raise SystemExit(REFUSED)
    _files_or_refuse(chosen, lang)
    try:
        listening = taken(chosen.host, chosen.port)
    except OSError as fault:
        say(lang, "port", host=chosen.host, port=chosen.port, why=why(fault, lang))
        raise SystemExit(REFUSED) from None
    try:
        unready = asyncio.run(_not_ready(place, lang))
    except StoreRefused as refused:
        for one in listening:
            one.close()
        click.echo(refused.message(cast("Lang", lang)), err=True)
        raise SystemExit(REFUSED) from None
    if unready:
        say(lang, "not_ready", why=unready)
    host = f"[{chosen.host}]" if ":" in chosen.host else chosen.host
    tell_once_answered(listening, lambda: say(lang, "serving", host=host, port=chosen.port))
    _serve(chosen, listening)


def _files_or_refuse(chosen: "Settings", lang: str) -> None:
    """End the command where the trusted documents are not to be trusted, or workers can't share what they have to."""
    if untrusted := _untrusted(chosen, lang):
        say(lang, "untrusted", why=untrusted)
        raise SystemExit(REFUSED)
    if chosen.workers > 1 and chosen.workers_held:
        from graph.held import prepare

        try:
            prepare(chosen.workers_held)
        except OSError as fault:
            say(lang, "not_shared", file=chosen.workers_held, why=why(fault, lang))
            raise SystemExit(REFUSED) from None


def _untrusted(chosen: "Settings", lang: str) -> str:
    """What is wrong with the trusted documents, by file and line; empty where nothing is."""
    from graph.limits import Limits
    from graph.reads.questions import Questions
    from graph.reads.ready import Ready
    from graph.schema import core
    from graph.trusted import DocumentsRefused, documents_of

    if not chosen.documents:
        return ""
    try:
        Ready(Questions(core(), Limits()), documents_of(chosen.documents))
    except DocumentsRefused as refused:
        return refused.message(lang)
    return ""


async def _not_ready(place: "Address", lang: str) -> str:
    """Why the database can't be answered from, with what to run; empty where it can.

    Raises `StoreRefused` where that takes another key of references: only who starts it anew can set one.
    """
    from graph.reads.readers import reader_of
    from graph.reads.refusals import Refused
    from graph.standing import Standings
    from vendors.references.known_key import check_key

    reader = reader_of(place, seconds=5)
    try:
        with suppress(Refused):
            await check_key(reader, place.cipher, place)
        refused = (await Standings(reader).now()).refused
    finally:
        await reader.close()
    return refused.message(lang) if refused else ""


def _serve(chosen: "Settings", listening: list["socket"]) -> None:
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from graph.held import prepare

    if chosen.workers == 1:
        _answer(chosen, listening)
        return
    with TemporaryDirectory(prefix="teikyo-") as folder:
        if chosen.metrics_token and not chosen.metrics_folder:
            chosen = replace(chosen, metrics_folder=folder)
        if chosen.replica_url and not chosen.replica_marks:
            chosen = replace(chosen, replica_marks=f"{folder}/marks")
        if not chosen.workers_held:
            chosen = replace(chosen, workers_held=f"{folder}/held")
            prepare(chosen.workers_held)
        _answer(chosen, listening)


def _answer(chosen: "Settings", listening: list["socket"]) -> None:
    from contextlib import suppress

    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from graph.door import Door
    from graph.settings import environment_of

    # Worker processes make the application themselves, from the environment. No access log: a URL may hold a question.
    os.environ |= environment_of(chosen)
    config = uvicorn.Config(
        "graph.app:from_environment",
        factory=True,
        workers=chosen.workers,
        loop="graph.turns:Turns" if chosen.workers > 1 else "auto",
        http=Door,
        log_config=None,  # the application says how: in JSON
        log_level="warning",
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=10,
    )
    with suppress(KeyboardInterrupt):
        if chosen.workers > 1:
            Multiprocess(config, sockets=listening).run()
            return
        config.load_app()
        server = uvicorn.Server(config)
        server.run(listening)
        if not server.started:
            raise SystemExit(uvicorn.config.STARTUP_FAILURE)
