"""A document of verbs answered: planned as a whole, then done one after the other, each with its answer read back."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import orjson
from graphql import GraphQLSchema, get_named_type, is_leaf_type

from graph.context import Asker
from graph.mutations.given import is_dry, key_of, order_of, place_in
from graph.mutations.plans import Doing, MutationPlanner
from graph.reads.asked import Ask
from graph.reads.database import Reader, unavailable
from graph.reads.objects import Allowed
from graph.reads.plans import Prepared
from graph.reads.refusals import Code, Refusals, Refused
from graph.reads.selection import Selections
from graph.writer import Writer
from vendors.register.fault_texts import Lang
from vendors.store.changing import Changed
from vendors.verbs.doing import Done, Order
from vendors.verbs.foreseeing import Foreseen, Foresight
from vendors.verbs.refusals import KeyTaken, Refusal, VerbRefused
from vendors.verbs.table import BY_NAME

Objects = Mapping[str, Any]


class Mutations:
    """Answers documents of verbs over one database."""

    def __init__(self, schema: GraphQLSchema, reader: Reader, writer: Writer | None, most_rows: int) -> None:
        self._schema = schema
        self._reader = reader
        self._writer = writer
        self._most_rows = most_rows
        self.planner = MutationPlanner(schema, reader.dialect)

    async def answer(
        self, prepared: Prepared, ask: Ask, asker: Asker, allowed: Allowed
    ) -> tuple[dict[str, object], list[Refused]]:
        """Data and errors; raises `Refusals` or `Refused` where nothing was done at all."""
        plan = self.planner.plan(prepared, ask, asker.holder.roles, allowed)
        if those := plan.refusals(ask):
            raise Refusals(those)
        if (rows := plan.most_rows(ask)) > self._most_rows:
            raise Refused(
                Code.LIMIT_EXCEEDED,
                f"Its answers have up to {rows} rows; at most {self._most_rows} are answered. Ask for less of them.",
                f"応答が最大 {rows} 行になります。{self._most_rows} 行までです。",
            )
        if ask.account is not None:
            ask.account.charge(plan.cost(ask))
        selections = Selections(self._schema, prepared.fragments, ask.variables)
        data: dict[str, object] = {}
        errors: list[Refused] = []
        for key, verb in plan.verbs.items():
            if verb is None:
                data[key] = "Mutation"
                continue
            try:
                data[key] = await self._one(verb, ask, asker, selections)
            except Refused as refused:
                at = tuple(node.loc.start for node in verb.field.nodes if node.loc)
                errors.append(replace(refused, path=(key,), at=at))
                data[key] = None
        return data, errors

    async def _one(self, verb: Doing, ask: Ask, asker: Asker, selections: Selections) -> dict[str, object]:
        if self._writer is None:
            raise unavailable("nothing is written here")
        said = verb.said(ask)
        order = order_of(BY_NAME[verb.how.verb], said, many=verb.how.many, by=asker.holder.name)
        done, foresight = Done(), None
        reasons: tuple[Refusal, ...] = ()
        try:
            if is_dry(said):
                done, foresight = await self._writer.foreseen(order)
            else:
                done = await self._writer.answered(order, key_of(said))
        except VerbRefused as refused:
            reasons = refused.refusals
        except KeyTaken:
            raise _taken() from None
        texts = await self._rows(verb, done, ask) if done.entries else {}
        lang: Lang = "ja" if asker.language == "ja" else "en"
        values = {
            "written": None if reasons or foresight is not None else _written(done.changed, again=done.again),
            "userErrors": [_user_error(order, one, lang) for one in reasons],
            "dryRun": None if foresight is None else _dry_run(foresight),
        }
        answer: dict[str, object] = {}
        for key, field in verb.answers.items():
            if field is None:
                answer[key] = get_named_type(verb.field.type).name
            elif key in verb.rows:
                answer[key] = orjson.Fragment(texts[key]) if texts.get(key) is not None else None
            else:
                answer[key] = _selected(selections, field.type, field.nodes, values[field.name])
        return answer

    async def _rows(self, verb: Doing, done: Done, ask: Ask) -> dict[str, str]:
        """The rows that it answers with, as they are now."""
        named = [str(one) for one in done.numbers] or [key for _, key in done.entries]
        then = replace(ask, named=named)
        work = {key: (compiled.sql, compiled.values(then, self._reader.dialect)) for key, compiled in verb.rows.items()}
        if not work:
            return {}
        slow = any(compiled.slow for compiled in verb.rows.values())
        return dict(zip(work, await self._reader.texts(list(work.values()), slow=slow), strict=True))


def _taken() -> Refused:
    return Refused(
        Code.CONFLICT,
        "Something else was done under this `idempotencyKey`; nothing was changed. Choose another key.",
        "この idempotencyKey では別の処理が行われています。何も変更していません。別のキーを使ってください。",
        argument=("input", "idempotencyKey"),
    )


def _user_error(order: Order, refusal: Refusal, lang: Lang) -> Objects:
    return {
        "code": refusal.code,
        "path": place_in(order, refusal.path),
        "message": refusal.message(lang),
        "params": [{"name": name, "value": value} for name, value in refusal.said(lang).items()],
    }


def _written(changed: Changed, *, again: bool) -> Objects:
    return {**_numbers(changed), "again": again}


def _numbers(changed: Changed) -> Objects:
    return {
        "added": changed.added,
        "corrected": changed.corrected,
        "removed": changed.removed,
        "judgedAnew": changed.judged_anew,
    }


def _dry_run(foresight: Foresight) -> Objects:
    return {
        "appear": [_foreseen(one) for one in foresight.appear],
        "vanish": [_foreseen(one) for one in foresight.vanish],
        "appearing": foresight.appearing,
        "vanishing": foresight.vanishing,
        **_numbers(foresight.changed),
    }


def _foreseen(one: Foreseen) -> Objects:
    values = {name.rstrip("_"): value for name, value in one._asdict().items()}
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _selected(selections: Selections, type_: Any, nodes: Any, value: Any) -> Any:
    """Of plain objects, what a document selects of them."""
    named = get_named_type(type_)
    if value is None or is_leaf_type(named):
        return value
    if isinstance(value, list):
        return [_selected(selections, named, nodes, one) for one in value]
    found: dict[str, Any] = {}
    for key, same in selections.below(named, nodes).items():
        name = same[0].name.value
        found[key] = (
            named.name if name == "__typename" else _selected(selections, named.fields[name].type, same, value[name])
        )
    return found
