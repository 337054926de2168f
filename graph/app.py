"""The service: its routes, and what it opens and closes."""

import asyncio
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from graph.allowance import Allowance, Rates
from graph.beside import Beside, BesideAsTold
from graph.disclosures import PATH as DISCLOSURES
from graph.disclosures import Disclosures
from graph.entrance import Entrance
from graph.garbage import look_for_garbage_as_a_service
from graph.gate.route import PATH as GATE
from graph.gate.route import GateRoute
from graph.graphiql.entry import asked_from_here
from graph.graphiql.pages import Pages
from graph.holders import Holders
from graph.ingest.route import MOST_BYTES, IngestRoute
from graph.ingest.route import PATHS as INGEST
from graph.limits import Limits
from graph.negotiation import language
from graph.oidc.provider import Provider
from graph.oidc.setting import provider_of
from graph.oidc.vouching import Vouching
from graph.place import place_of
from graph.reads.answers import Answers
from graph.reads.readers import Replica, reader_of, replica_of
from graph.receipts import PATH as RECEIPTS
from graph.receipts import Receipts
from graph.schema import core
from graph.settings import settings
from graph.signing import signer_of
from graph.standing import Standings
from graph.trusted import Documents, documents_of
from graph.uses import Uses
from graph.view import View
from graph.watching.log import in_json
from graph.watching.page import PATH as METRICS
from graph.watching.page import MetricsPage
from graph.watching.watching import Watched, Watching
from graph.writer import Writer
from models.sqlite import is_affected
from vendors import sessions
from vendors.ledger.notes import Signer
from vendors.store.address import Address

PATH = "/graphql"
_SECONDS_TO_HOLD_ON = 0.0002
"""For how long what is done in one thread may hold up another: a question that comes while a verb is judged."""


class Service(Starlette):
    """The routes of the service, and in front of them, found without a search, the one that is asked all the time."""

    asked: ASGIApp

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"] == PATH:
            await self.asked(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(
    place: Address,
    limits: Limits | None = None,
    cors: Sequence[str] = (),
    documents: Documents | None = None,
    rates: Rates | None = None,
    graphiql: str = "",
    provider: Provider | None = None,
    watched: Watched | None = None,
    replica: Replica | None = None,
    ingest_bytes: int = MOST_BYTES,
    signer: Signer | None = None,
    *,
    process: bool = False,
) -> Starlette:
    """The service over the database of that address; `cors` are the origins of dashboards in other places.

    `graphiql` is the folder that `make graphiql` fills, `provider` whose signed tokens are taken, `signer` who signs
    the checkpoints to which receipts of consents lead. Raises
    `SettingRefused` where traces are wanted that can't be sent, and `DocumentsRefused` where a trusted document could
    not be answered. `process`: verbs are done in a process of their own.
    """
    limits = limits or Limits()
    reader = reader_of(place, limits.seconds, replica)
    standings = Standings(reader)
    writer = Writer(place, replica.marks if replica is not None else None, process=process)
    answers, allowance = Answers(core(), reader, limits, documents, writer), Allowance(rates or Rates())
    uses = Uses(place)
    watched = watched or Watched()
    watching = Watching(watched, answers.planner.counters, documents.texts if documents is not None else (), writer)
    bearers = Holders(reader, vouching=Vouching(provider) if provider is not None else None)
    view = View(answers, standings, allowance, uses=uses, holders=bearers, watching=watching)
    browsers = Holders(reader, sessions.BY_SESSION)
    pages = Pages(graphiql, place, Holders(reader), browsers, allowance)
    asked_on_page = View(answers, standings, allowance, asked_from_here, uses, browsers, watching)

    assert answers.gate is not None, "there is a writer"
    entrance = Entrance(bearers, standings, allowance, uses)
    gate = BesideAsTold("gate", ["POST"], GateRoute(answers.gate, entrance).answer, entrance, watching)
    ingest = Beside("ingest", ["POST"], IngestRoute(writer, ingest_bytes).answer, entrance, watching)
    disclosures = Beside("disclosures", ["GET", "HEAD"], Disclosures(place).answer, entrance, watching)
    receipts = Beside("receipts", ["GET", "HEAD"], Receipts(place, signer).answer, entrance, watching)
    metrics = MetricsPage(watched.metrics_token, watching, reader)

    async def alive(_: Request) -> Response:
        return JSONResponse({"status": "alive"}, headers={"Cache-Control": "no-store"})

    async def ready(request: Request) -> Response:
        refused = (await standings.now()).refused
        if refused is None:
            replicated = await reader.replica()
            told = {"status": "ready"} if replicated is None else {"status": "ready", "replica": replicated}
            return JSONResponse(told, headers={"Cache-Control": "no-store"})
        message = refused.message(language(request.headers.get("accept-language")))
        return JSONResponse({"status": "not ready", "message": message}, 503, headers={"Cache-Control": "no-store"})

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        beginning = asyncio.create_task(writer.begin())
        async with uses.being_written(), watching.going_on():
            yield
        await asyncio.wait([beginning])
        await writer.close()
        await reader.close()

    elsewhere: dict[str, Any] = {
        "allow_origins": list(cors),
        "allow_methods": ["GET", "POST"],
        "allow_headers": ["Authorization", "Content-Type", "Accept-Language", "Idempotency-Key", "X-Request-Id"],
        "expose_headers": ["Retry-After", "X-Request-Id"],
        "max_age": 600,
    }
    service = Service(
        routes=[
            Route("/healthz", alive),
            Route("/readyz", ready),
            Route(METRICS, metrics.show),
            Route(GATE, gate),
            *(Route(path, ingest) for path in INGEST),
            Route(DISCLOSURES, disclosures),
            Route(RECEIPTS, receipts),
            *pages.routes(asked_on_page),
        ],
        middleware=[Middleware(CORSMiddleware, **elsewhere)] if cors else [],
        lifespan=lifespan,
    )
    service.asked = CORSMiddleware(view, **elsewhere) if cors else view
    return service


def from_environment() -> Starlette:
    """The service as the environment sets it: what each worker process makes."""
    in_json()
    sys.setswitchinterval(_SECONDS_TO_HOLD_ON)
    chosen = settings()
    limits = Limits(body=chosen.body_bytes, seconds=chosen.query_seconds)
    documents = documents_of(chosen.documents, only=chosen.documents_only) if chosen.documents else None
    rates = Rates(
        cost=chosen.cost_budget,
        cost_per_second=chosen.cost_per_second,
        requests=chosen.requests_burst,
        requests_per_second=chosen.requests_per_second,
        failures=chosen.failures_burst,
        failures_per_minute=chosen.failures_per_minute,
    )
    service = create_app(
        place_of(chosen),
        limits,
        chosen.cors_origins,
        documents,
        rates,
        chosen.graphiql,
        provider_of(chosen),
        Watched(chosen.log_requests, chosen.metrics_token, chosen.metrics_folder, chosen.otel_endpoint),
        replica_of(chosen),
        chosen.ingest_bytes,
        signer_of(chosen),
        process=not is_affected(),
    )
    look_for_garbage_as_a_service()
    return service
