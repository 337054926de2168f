"""Questions as they are asked: parsed, weighed, validated, and kept so that the next one is ready."""

from collections import OrderedDict
from collections.abc import Mapping
from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    GraphQLSchema,
    OperationDefinitionNode,
    OperationType,
    get_operation_ast,
    parse,
    specified_rules,
    validate,
)
from graphql.execution.values import VariableValues, get_variable_values
from graphql.validation import MaxIntrospectionDepthRule

from graph.limits import Limits, exceeded
from graph.reads.plans import Prepared
from graph.reads.refusals import Code, Refusals, Refused

RULES = tuple(dict.fromkeys((*specified_rules, MaxIntrospectionDepthRule)))
MOST_ERRORS = 20
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


class Questions:
    """The documents that were asked before, the latest `most` of them."""

    def __init__(self, schema: GraphQLSchema, limits: Limits, most: int = 512) -> None:
        self.schema = schema
        self.limits = limits
        self.most = most
        self._known: OrderedDict[tuple[str, str | None], Prepared] = OrderedDict()

    def prepare(self, text: str, operation: str | None, *, safe: bool = False) -> Prepared:
        """The document of that text; raises `Refusals` where it is none, is too large, or asks for what there isn't.

        A `safe` request may only query.
        """
        key = (text, operation)
        known = self._known.get(key)
        if known is not None:
            self._known.move_to_end(key)
            if safe:
                check_safe(known.operation)
            return known
        prepared = self._prepare(text, operation, safe=safe)
        if len(text) <= _LONGEST_KEPT:
            self._known[key] = prepared
            if len(self._known) > self.most:
                self._known.popitem(last=False)
        return prepared

    def _prepare(self, text: str, operation: str | None, *, safe: bool) -> Prepared:
        document = self._parse(text)
        if safe:
            check_safe(get_operation_ast(document, operation))
        self._check(document)
        return Prepared(document, chosen(document, operation))

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
                    for error in errors
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

    def variables(self, prepared: Prepared, given: Mapping[str, Any]) -> VariableValues:
        """The variables of a request, coerced; raises `Refusals` where one is missing or of the wrong type."""
        values = get_variable_values(
            self.schema, prepared.operation.variable_definitions or (), dict(given), max_errors=MOST_ERRORS
        )
        if isinstance(values, list):
            if any(_DEEP in error.message for error in values):
                raise Refusals([_too_deep()])
            raise Refusals([of_graphql(error, Code.BAD_INPUT, "変数が正しくありません") for error in values])
        return values


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
