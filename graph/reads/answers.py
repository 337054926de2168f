"""From a question to its answer: plan, one state of the database, one text per root field."""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import orjson
from graphql import GraphQLError, GraphQLSchema, execute_sync

from graph.context import Asker
from graph.limits import Limits
from graph.reads.asked import Ask
from graph.reads.cost import cost
from graph.reads.database import Reader, Work
from graph.reads.plans import Plan, Planner, Prepared
from graph.reads.questions import Questions
from graph.reads.ready import Ready
from graph.reads.refusals import Code, Refusals, Refused
from graph.trusted import Documents
from vendors.access import may_read

LOG = logging.getLogger("teikyo.graphql")


@dataclass(frozen=True)
class Question:
    """What a request asks."""

    text: str
    """The document; empty where a trusted one is asked for."""
    operation: str | None = None
    variables: Mapping[str, Any] = field(default_factory=dict)
    safe: bool = False
    """Whether it came by a method that changes nothing, so may only query."""
    document: str | None = None
    """The id of a trusted document."""


@dataclass(frozen=True)
class Answer:
    """What it is answered with: `data` is absent where the request was refused before anything was read."""

    data: Mapping[str, object] | None
    errors: tuple[Refused, ...] = ()
    begun: bool = True
    """Whether it came as far as reading: then `data` is there, if only as null."""


def internal() -> Refused:
    """A fault of ours; the log knows more."""
    return Refused(
        Code.INTERNAL,
        "Something went wrong on our side; it is in the log.",
        "サーバー側で問題が起きました。記録に残っています。",
    )


class Answers:
    """Answers questions over one database."""

    def __init__(
        self, schema: GraphQLSchema, reader: Reader, limits: Limits, documents: Documents | None = None
    ) -> None:
        """Raise `DocumentsRefused` where a trusted document could not be answered."""
        self.schema = schema
        self.reader = reader
        self.limits = limits
        self.questions = Questions(schema, limits)
        self.ready = Ready(self.questions, documents or Documents())
        self.planner = Planner(schema, reader.dialect)

    async def answer(self, question: Question, asker: Asker, today: date) -> Answer:
        """The answer, errors and all. Raises nothing but what is a fault of ours."""
        try:
            prepared = self._prepared(question)
            ask = Ask(self.questions.variables(prepared, question.variables), today, asker.account)
        except Refusals as refused:
            return Answer(None, tuple(refused.refusals), begun=False)
        roles = asker.holder.roles
        try:
            plan = self.planner.plan(prepared, ask, roles, lambda noun, name: may_read(noun, name, roles))
            texts = await self._read(plan, ask)
        except Refusals as refused:
            return Answer(None, tuple(refused.refusals))
        except Refused as refused:
            return Answer(None, (refused,))
        return self._joined(plan, texts, question, asker)

    def _prepared(self, question: Question) -> Prepared:
        if question.document is not None:
            return self.ready.prepared(question.document, question.operation, safe=question.safe)
        self.ready.check()
        return self.questions.prepare(question.text, question.operation, safe=question.safe)

    async def _read(self, plan: Plan, ask: Ask) -> Mapping[str, str]:
        work: list[Work] = []
        rows = 0
        for key, compiled in plan.rows.items():
            try:
                rows += compiled.rows(ask)
                work.append((compiled.sql, compiled.values(ask, self.reader.dialect)))
            except Refused as refused:
                refused.path = refused.path or (key,)
                raise
        if rows > self.limits.rows:
            raise Refused(
                Code.LIMIT_EXCEEDED,
                f"Its pages have up to {rows} rows; at most {self.limits.rows} are answered. Ask for smaller pages.",
                f"最大 {rows} 行になります。{self.limits.rows} 行までです。ページを小さくしてください。",
            )
        if ask.account is not None:
            ask.account.charge(cost(plan, ask))
        if not work:
            return {}
        slow = rows > 200 or any(compiled.slow for compiled in plan.rows.values())
        texts = await self.reader.texts(work, slow=slow)
        return dict(zip(plan.rows, texts, strict=True))

    def _joined(self, plan: Plan, texts: Mapping[str, str], question: Question, asker: Asker) -> Answer:
        computed: Mapping[str, Any] = {}
        errors: tuple[Refused, ...] = ()
        if plan.computed is not None:
            result = execute_sync(
                self.schema, plan.computed, context_value=asker, variable_values=dict(question.variables)
            )
            errors = tuple(self._masked(error) for error in result.errors or ())
            if result.data is None:
                return Answer(None, errors)
            computed = result.data
        data: dict[str, object] = {}
        for key in plan.keys:
            text = texts.get(key)
            if key in plan.rows:
                data[key] = None if text is None else orjson.Fragment(text)
            else:
                data[key] = plan.constants[key] if key in plan.constants else computed[key]
        return Answer(data, errors)

    def _masked(self, error: GraphQLError) -> Refused:
        if error.original_error is None:
            return Refused(Code.BAD_INPUT, error.message, error.message, tuple(error.path or ()))
        LOG.error("a computed field failed", exc_info=error.original_error)
        refused = internal()
        refused.path = tuple(error.path or ())
        return refused
