"""Questions as they are asked: parsed, weighed, validated, and kept so that the next one is ready."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    Source,
    get_location,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from graphql.execution.values import VariableValues
from graphql.validation import MaxIntrospectionDepthRule

from graph.limits import Limits, exceeded
from graph.reads.asked import Arguments
from graph.reads.literals import Slots, Written, lifted, written
from graph.reads.plans import Counters, Prepared
from graph.reads.recent import Recent
from graph.reads.refusals import Code, Refusals, Refused

RULES = tuple(dict.fromkeys((*specified_rules, MaxIntrospectionDepthRule)))
MOST_ERRORS = 20
MOST = 2048
MOST_BYTES = 64 * 2**20
"""What documents may take, in their words and by their patterns; each counts as if it were the only one of its kind."""
_LONGEST_KEPT = 65_536
_DEEP = "nested too deeply"
"""How graphql-core says that its own stack is at its end."""


def of_graphql(error: GraphQLError, code: Code, ja: str) -> Refused:
    """What GraphQL itself refuses; its own words are English, and stand behind the Japanese ones."""
    return Refused(
        code,
        error.message,
        f"{ja}: {error.message}",
        path=tuple(error.path or ()),
        locations=[(location.line, location.column) for location in error.locations or ()],
    )


@dataclass(frozen=True)
class Wording:
    """One document as it was asked: what it shares with others of its pattern, and what is its own."""

    prepared: Prepared
    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    """Those of its lifted literals."""
    origin: tuple[Slots, Written] | None = None
    """Whence they were lifted, where there were any."""
    arguments: dict[Arguments, Mapping[str, Any]] = field(default_factory=dict)
    """What was worked out of its literals before."""

    def location(self, at: int) -> tuple[int, int]:
        """Line and column of what stands at that offset in the document that was parsed."""
        if self.origin is not None:
            slots, written = self.origin
            at = slots.offset(written, at)
        found = get_location(Source(self.text), at)
        return found.line, found.column


class Questions:
    """The documents that were asked before."""

    def __init__(self, schema: GraphQLSchema, limits: Limits) -> None:
        self.schema = schema
        self.limits = limits
        self.counters = Counters()
        """How often a document was there, in these words or with other literals, and how often it had to be read."""
        self.known: Recent[tuple[str, str | None], Wording] = Recent(MOST, MOST_BYTES)
        self.patterns: Recent[tuple[str, str | None], tuple[Prepared, Slots]] = Recent(MOST, MOST_BYTES)

    def prepare(self, text: str, operation: str | None, *, safe: bool = False) -> Wording:
        """The document of that text; raises `Refusals` where it is none, is too large, or asks for what there isn't.

        A `safe` request may only query.
        """
        key = (text, operation)
        known = self.known.get(key)
        if known is None:
            short = len(text) <= _LONGEST_KEPT
            found = written(text) if short else None
            known = self._alike(text, operation, found) or self._worded(text, operation, found, safe=safe)
            if short:
                self.known.put(key, known, known.prepared.bytes)
        else:
            self.counters.hits += 1
        if safe:
            check_safe(known.prepared.operation)
        return known

    def _alike(self, text: str, operation: str | None, found: Written | None) -> Wording | None:
        """The document as one that was read before, with other literals."""
        shared = self.patterns.get((found.pattern, operation)) if found is not None else None
        if found is None or shared is None:
            return None
        prepared, slots = shared
        values = slots.values(found)
        if values is None:
            return None  # a literal is wrong, or is none of those that were lifted: validation has words for it
        self.counters.hits += 1
        return Wording(prepared, text, values, (slots, found))

    def _worded(self, text: str, operation: str | None, found: Written | None, *, safe: bool) -> Wording:
        self.counters.misses += 1
        document = self._parse(text)
        if safe:
            check_safe(get_operation_ast(document, operation))
        self._check(document)
        if found is None:
            return Wording(Prepared(document, chosen(document, operation)), text)
        document, slots = lifted(self.schema, document, found)
        prepared = Prepared(document, chosen(document, operation))
        self.patterns.put((found.pattern, operation), (prepared, slots), prepared.bytes)
        values = slots.values(found)
        assert values is not None, "a literal that was validated has its value"
        return Wording(prepared, text, values, (slots, found))

    def read(self, text: str) -> DocumentNode:
        """A whole document, whichever of its operations will be asked for; raises `Refusals`."""
        document = self._parse(text)
        self._check(document)
        return document

    def _check(self, document: DocumentNode) -> None:
        try:
            if refused := exceeded(document, self.limits):
                raise Refusals(refused)
            errors = validate(self.schema, document, RULES, max_errors=MOST_ERRORS)
        except RecursionError:
            raise Refusals([_too_deep()]) from None
        if errors:
            raise Refusals(
                [
                    of_graphql(error, Code.GRAPHQL_VALIDATION_FAILED, "問い合わせがスキーマに合いません")
                    for error in _folded(errors)
                ]
            )

    def _parse(self, text: str) -> DocumentNode:
        try:
            return parse(text, max_tokens=self.limits.tokens)
        except RecursionError:
            raise Refusals([_too_deep()]) from None
        except GraphQLError as error:
            if "tokens" in error.message and "aborted" in error.message:
                most = self.limits.tokens
                raise Refusals(
                    [
                        Refused(
                            Code.LIMIT_EXCEEDED,
                            f"It has more than {most} tokens, the most that are read.",
                            f"字句が {most} 個を超えています。",
                        )
                    ]
                ) from None
            if _DEEP in error.message:
                raise Refusals([_too_deep()]) from None
            raise Refusals(
                [of_graphql(error, Code.GRAPHQL_PARSE_FAILED, "問い合わせを GraphQL として読めません")]
            ) from None

    def variables(self, wording: Wording, given: Mapping[str, Any]) -> VariableValues:
        """The variables of a request, coerced, and its literals; raises `Refusals` where one is missing or wrong."""
        values = wording.prepared.variables(self.schema).coerced(given, MOST_ERRORS)
        if isinstance(values, list):
            if any(_DEEP in error.message for error in values):
                raise Refusals([_too_deep()])
            refused = [of_graphql(error, Code.BAD_INPUT, "変数が正しくありません") for error in values]
            for one, error in zip(refused, values, strict=True):
                one.locations = [wording.location(at) for at in error.positions or ()]
            raise Refusals(refused)
        if not wording.values:
            return values
        return VariableValues(values.sources, {**values.coerced, **wording.values})


def _folded(errors: Iterable[GraphQLError]) -> Iterator[GraphQLError]:
    """The same fault at several places is one error that names them all: no answer grows by what is said again."""
    by_words: dict[str, list[GraphQLError]] = {}
    for error in errors:
        by_words.setdefault(error.message, []).append(error)
    for words, those in by_words.items():
        yield (
            GraphQLError(words, [node for error in those for node in error.nodes or ()]) if len(those) > 1 else those[0]
        )


def _too_deep() -> Refused:
    return Refused(Code.LIMIT_EXCEEDED, "It is nested too deeply to be read.", "入れ子が深すぎて読めません。")


def check_safe(operation: OperationDefinitionNode | None) -> None:
    """Refuse, to a request that came by GET, all but queries."""
    if operation is not None and operation.operation is not OperationType.QUERY:
        kind = operation.operation.value
        en, ja = f"A {kind} goes by POST; GET is for queries.", f"{kind} は POST で送ってください。"
        raise Refusals([Refused(Code.METHOD_NOT_ALLOWED, en, ja)])


def chosen(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation of that name, or the only one; raises `Refusals`."""
    operation = get_operation_ast(document, name)
    if operation is not None:
        return operation
    names = [
        one.name.value if one.name else "-" for one in document.definitions if isinstance(one, OperationDefinitionNode)
    ]
    raise Refusals(
        [
            Refused(
                Code.BAD_INPUT,
                f"`operationName` names no operation of the document, which has: {', '.join(names) or 'none'}.",
                f"`operationName` の操作は文書にありません。あるのは: {'、'.join(names) or 'なし'}。",
            )
        ]
    )
