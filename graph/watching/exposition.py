"""The numbers of all workers, in the form that Prometheus reads."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from prometheus_client import CollectorRegistry
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from graph.watching.numbers import BOUNDS

CONTENT_TYPE = CONTENT_TYPE_LATEST
_LIMITS = [*map(str, BOUNDS), "+Inf"]


class _Added(Collector):
    def __init__(self, workers: Sequence[Mapping[str, Any]], register: Mapping[str, int]) -> None:
        self._workers = workers
        self._register = register

    def collect(self) -> Iterator[Metric]:
        """Each number, added up."""
        requests: Counter[tuple[str, str]] = Counter()
        times: dict[str, tuple[list[int], float]] = {}
        for worker in self._workers:
            for operation, status, number in worker["requests"]:
                requests[operation, str(status)] += number
            for operation, counts, seconds in worker["times"]:
                before, sum_before = times.get(operation, ([0] * len(_LIMITS), 0.0))
                times[operation] = [a + b for a, b in zip(before, counts, strict=True)], sum_before + seconds

        counted = CounterMetricFamily(
            "teikyo_requests",
            "Requests that were answered, by operation and HTTP status.",
            labels=("operation", "status"),
        )
        for (operation, status), number in sorted(requests.items()):
            counted.add_metric((operation, status), number)
        yield counted

        took = HistogramMetricFamily(
            "teikyo_request_seconds", "Time from a request's head to its answer, by operation.", labels=("operation",)
        )
        for operation, (counts, seconds) in sorted(times.items()):
            below = [sum(counts[: place + 1]) for place in range(len(counts))]
            took.add_metric((operation,), list(zip(_LIMITS, below, strict=True)), seconds)
        yield took

        plans = CounterMetricFamily("teikyo_plans", "Plans of questions: kept from before, or made.", labels=("found",))
        for place, found in enumerate(("kept", "made")):
            plans.add_metric((found,), self._sum(worker["plans"][place] for worker in self._workers))
        yield plans
        yield CounterMetricFamily(
            "teikyo_requests_left", "Callers who left before they were answered.", self._sum(self._each("left"))
        )
        yield GaugeMetricFamily(
            "teikyo_requests_in_progress",
            "Requests that wait or are being answered.",
            self._sum(self._each("in_progress")),
        )
        yield GaugeMetricFamily(
            "teikyo_writes_in_progress",
            "Verbs that wait or are being done.",
            self._sum(self._each("writes")),
        )
        yield GaugeMetricFamily("teikyo_workers", "Workers whose numbers these are.", len(self._workers))
        for name, meaning in REGISTER.items():
            if name in self._register:
                yield GaugeMetricFamily(f"teikyo_{name}", meaning, self._register[name])

    def _each(self, name: str) -> Iterator[int]:
        return (worker[name] for worker in self._workers)

    @staticmethod
    def _sum(numbers: Iterable[int]) -> int:
        return sum(numbers)


REGISTER = {
    "judged_transfers": "Transfers that are stored, each with its judgement.",
    "findings": "Findings that are stored, of any day.",
    "ledger_events": "Events in the ledger.",
}
"""What is counted in the register itself."""


def exposition(workers: Sequence[Mapping[str, Any]], register: Mapping[str, int]) -> bytes:
    """The page: what each worker counted, added up, and what the register holds."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Added(workers, register))
    return generate_latest(registry)
