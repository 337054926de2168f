"""From a question to its answer: plan, one state of the database, one text per root field."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

import orjson
from graphql import DocumentNode, ExecutionResult, GraphQLError, GraphQLSchema, OperationType, execute

from graph.context import Asker
from graph.gate.gate import Gate
from graph.limits import Limits
from graph.mutations.answering import Mutations
from graph.reads.asked import Ask
from graph.reads.cost import cost
from graph.reads.database import Reader, Work
from graph.reads.failing import Completion, Failing
from graph.reads.lookups import Lookup, lookup_of
from graph.reads.objects import Allowed
from graph.reads.plans import Plan, Planner, Prepared
from graph.reads.proving import Proof
from graph.reads.questions import Questions, Wording
from graph.reads.ready import Ready
from graph.reads.refusals import Code, Refusals, Refused
from graph.trusted import Documents
from graph.watching.seen import Seen
from graph.writer import Writer
from models.vocabulary import Role
from vendors.access import may_read

LOG = logging.getLogger("teikyo.graphql")
QUICK_ROWS = 200
"""As many rows as are read while everybody waits; more are read aside."""


class Question(NamedTuple):
    """What a request asks."""

    text: str
    """The document; empty where a trusted one is asked for."""
    operation: str | None = None
    variables: Mapping[str, Any] = MappingProxyType({})
    safe: bool = False
    """Whether it came by a method that changes nothing, so may only query."""
    document: str | None = None
    """The id of a trusted document."""


class Answer(NamedTuple):
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


def _allowed(roles: frozenset[Role], noun: str, name: str) -> bool:
    return may_read(noun, name, roles)


def _told_of(seen: Seen | None, operation: str | None, kind: str = "query") -> None:
    """Let who watches know what the operation is called, and of which kind it is."""
    if seen is not None:
        seen.operation, seen.kind = operation or "", kind


class Answers:
    """Answers questions over one database."""

    def __init__(
        self,
        schema: GraphQLSchema,
        reader: Reader,
        limits: Limits,
        documents: Documents | None = None,
        writer: Writer | None = None,
    ) -> None:
        """Raise `DocumentsRefused` where a trusted document could not be answered; without a writer, only read."""
        self.schema = schema
        self.reader = reader
        self.limits = limits
        self.questions = Questions(schema, limits)
        self.ready = Ready(self.questions, documents or Documents())
        self.planner = Planner(schema, reader.dialect)
        self.gate = Gate(writer) if writer is not None else None
        self.mutations = Mutations(schema, reader, writer, limits.rows)

    async def answer(self, question: Question, asker: Asker, today: date) -> Answer:
        """The answer, errors and all. Raises `RightsChanged`, and nothing else but what is a fault of ours."""
        roles = asker.holder.roles
        lookup = self.ready.lookups.get((question.document, question.operation, roles))
        values = lookup.values(question.variables) if lookup is not None else None
        if lookup is not None and values is not None:
            self.planner.counters.hits += 1
            _told_of(asker.seen, question.operation or question.document)
            return await self._looked_up(lookup, values, asker)
        try:
            wording = self._wording(question)
            variables = self.questions.variables(wording, question.variables)
        except Refusals as refused:
            return Answer(None, tuple(refused.refusals), begun=False)
        prepared = wording.prepared
        name = prepared.operation.name
        _told_of(asker.seen, name.value if name is not None else question.document, prepared.operation.operation.value)
        ask = Ask(variables, today, asker.account, lasting=wording.arguments)
        allowed = partial(_allowed, roles)
        if prepared.operation.operation is OperationType.MUTATION:
            return self._told(wording, await self._changed(prepared, ask, asker, allowed))
        failing = None
        try:
            plan = self.planner.plan(prepared, ask, roles, allowed)
            work = plan.work(ask, self.reader.dialect)
        except Refusals as refused:
            return self._told(wording, Answer(None, tuple(refused.refusals)))
        except Refused:
            plan, failing = self.planner.failing(prepared, ask, allowed)
            work = plan.work(ask, self.reader.dialect)
        try:
            texts = await self._read(plan, work, ask, asker.proof)
        except Refused as refused:
            return Answer(None, (refused,))
        if question.document is not None and failing is None:
            self._keep(question, roles, prepared, plan, ask)
        joined = await self._joined(plan, texts, question, asker._replace(reader=self.reader, today=today), failing)
        return self._told(wording, joined)

    async def _changed(self, prepared: Prepared, ask: Ask, asker: Asker, allowed: Allowed) -> Answer:
        try:
            if asker.proof is not None:
                # What reads may prove with what it reads; what writes has to have proven it before.
                await self.reader.texts([], slow=False, proof=asker.proof)
            data, errors = await self.mutations.answer(prepared, ask, asker, allowed)
        except Refusals as refused:
            return Answer(None, tuple(refused.refusals))
        except Refused as refused:
            return Answer(None, (refused,))
        return Answer(data, tuple(errors))

    def _wording(self, question: Question) -> Wording:
        if question.document is not None:
            return self.ready.prepared(question.document, question.operation, safe=question.safe)
        self.ready.check()
        return self.questions.prepare(question.text, question.operation, safe=question.safe)

    async def _read(self, plan: Plan, work: Mapping[str, Work], ask: Ask, proof: Proof | None) -> Mapping[str, str]:
        rows = plan.most_rows(ask)
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
        slow = rows > QUICK_ROWS or plan.slow
        return dict(zip(work, await self._texts(list(work.values()), proof, slow=slow), strict=True))

    async def _texts(self, work: Sequence[Work], proof: Proof | None, *, slow: bool) -> Sequence[str]:
        texts = await self.reader.texts(work, slow=slow, proof=proof)
        if sum(map(len, filter(None, texts))) > self.limits.answer:
            raise self._too_large()
        return texts

    def _too_large(self) -> Refused:
        return Refused(
            Code.LIMIT_EXCEEDED,
            f"Its answer is longer than {self.limits.answer} characters. Ask for smaller pages or fewer fields.",
            f"応答が {self.limits.answer} 文字を超えています。ページかフィールドを減らしてください。",
        )

    async def _looked_up(self, lookup: Lookup, values: Sequence[object], asker: Asker) -> Answer:
        try:
            if asker.account is not None:
                asker.account.charge(lookup.cost)
            (text,) = await self.reader.texts([(lookup.sql, values)], slow=False, proof=asker.proof)
        except Refused as refused:
            return Answer(None, (refused,))
        if text and len(text) > self.limits.answer:
            return Answer(None, (self._too_large(),))
        return Answer({lookup.key: orjson.Fragment(text) if text else None})

    def _keep(self, question: Question, roles: frozenset[Role], prepared: Prepared, plan: Plan, ask: Ask) -> None:
        """Remember a trusted question that is a look-up."""
        lookup = lookup_of(prepared, prepared.variables(self.schema), plan, ask, self.reader.dialect)
        if lookup is not None:
            self.ready.lookups[question.document, question.operation, roles] = lookup

    async def _computed(self, document: DocumentNode, question: Question, asker: Asker) -> ExecutionResult:
        """The fields that resolvers answer: out of the request itself, at the gate, or by judging person by person."""
        if asker.proof is not None:
            await self.reader.texts([], slow=False, proof=asker.proof)
        context = asker._replace(gate=None if question.safe else self.gate)
        result = execute(self.schema, document, context_value=context, variable_values=dict(question.variables))
        return result if isinstance(result, ExecutionResult) else await result

    async def _joined(
        self, plan: Plan, texts: Mapping[str, str], question: Question, asker: Asker, failing: Failing | None
    ) -> Answer:
        computed: Mapping[str, Any] = {}
        errors: list[Refused] = []
        if plan.computed is not None:
            result = await self._computed(plan.computed, question, asker)
            errors += (self._masked(error) for error in result.errors or ())
            if result.data is None:
                return Answer(None, tuple(errors))
            computed = result.data
        completion = Completion(failing) if failing is not None else None
        data: dict[str, object] = {}
        for key in plan.keys:
            text = texts.get(key)
            if key not in plan.rows:
                data[key] = plan.constants[key] if key in plan.constants else computed[key]
            elif text is None:
                data[key] = None
            elif completion is not None and completion.touches((key,)):
                try:
                    data[key] = completion.field((key,), (key,), orjson.loads(text))
                except Refused as refused:
                    return Answer(None, (*errors, *completion.errors, refused))
            else:
                data[key] = orjson.Fragment(text)
        return Answer(data, (*errors, *(completion.errors if completion is not None else ())))

    def _told(self, wording: Wording, answer: Answer) -> Answer:
        """The answer with the lines and columns of its errors."""
        for error in answer.errors:
            if error.at and not error.locations:
                error.locations = [wording.location(at) for at in error.at]
        return answer

    def _masked(self, error: GraphQLError) -> Refused:
        if error.original_error is None:
            return Refused(
                Code.BAD_INPUT,
                error.message,
                error.message,
                tuple(error.path or ()),
                at=tuple(error.positions or ()),
            )
        if isinstance(error.original_error, Refused):
            return replace(error.original_error, path=tuple(error.path or ()), at=tuple(error.positions or ()))
        LOG.error("a computed field failed", exc_info=error.original_error)
        refused = internal()
        refused.path, refused.at = tuple(error.path or ()), tuple(error.positions or ())
        return refused
