"""Traces: a span for each request, sent to a collector of OpenTelemetry, where the settings name one.

The packages for it are no part of a plain installation: `pip install teikyo[otel]`.
"""

import time
from typing import Any

from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor
from opentelemetry.trace import SpanKind, Status, StatusCode
from opentelemetry.trace.propagation.tracecontext import TraceContextTextMapPropagator

from graph.watching.seen import Seen

_SECONDS = 2.0
"""How long a collector may take, with what is tried again: as long does a service that ends wait for it at most."""


class Traces:
    """Where spans go."""

    def __init__(self, endpoint: str) -> None:
        """`endpoint` is the collector's address, as OpenTelemetry names it: without the path of traces."""
        exporter = OTLPSpanExporter(f"{endpoint.rstrip('/')}/v1/traces", timeout=_SECONDS)
        self._provider = TracerProvider(resource=Resource.create({"service.name": "teikyo"}), shutdown_on_exit=False)
        self._provider.add_span_processor(BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("teikyo")
        self._parents = TraceContextTextMapPropagator()

    def ends(self, seen: Seen, operation: str, status: int, seconds: float) -> None:
        """Tell of a request that was answered, with its name, never with what it asked."""
        now = time.time_ns()
        attributes: dict[str, Any] = {
            "http.response.status_code": status,
            "graphql.operation.name": operation,
            "teikyo.request": seen.id,
        }
        if seen.kind:
            attributes["graphql.operation.type"] = seen.kind
        span = self._tracer.start_span(
            f"{seen.kind or 'request'} {operation}",
            context=self._parents.extract({"traceparent": seen.parent}) if seen.parent else None,
            kind=SpanKind.SERVER,
            attributes=attributes,
            start_time=now - int(seconds * 1e9),
        )
        if status >= 500:
            span.set_status(Status(StatusCode.ERROR))
        span.end(now)

    def end(self) -> None:
        """Send what is left; waits on the network for a moment."""
        self._provider.shutdown()
