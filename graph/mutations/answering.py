"""A document of verbs answered: planned as a whole, then done one after the other, each with its answer read back."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import partial
from typing import Any

import orjson
from graphql import GraphQLSchema, get_named_type, is_leaf_type

from graph.context import Asker
from graph.mutations.given import consents_in, is_dry, key_of, order_of, place_in, said_of, step_of
from graph.mutations.inputs import REASON
from graph.mutations.parts import camel
from graph.mutations.plans import Doing, How, MutationPlanner
from graph.reads.asked import Ask
from graph.reads.database import Reader, unavailable
from graph.reads.named import Does, Handles, Manages, Records
from graph.reads.objects import Allowed
from graph.reads.plans import Prepared
from graph.reads.refusals import Code, Refusals, Refused
from graph.reads.selection import Selections
from graph.writer import Writer
from vendors.consents import verbs as consents
from vendors.received.handling import ON_RECEIVED
from vendors.register.fault_texts import Lang
from vendors.requests.handling import ON_REQUESTS
from vendors.store.changing import Changed
from vendors.verbs.doing import RELEASES, Done
from vendors.verbs.foreseeing import Foreseen, Foresight
from vendors.verbs.managing import Managed, managed
from vendors.verbs.once import RightsLost, check_still
from vendors.verbs.refusals import Fields, KeyTaken, Refusal, VerbRefused
from vendors.verbs.stepping import Handled
from vendors.verbs.table import BY_NAME

Objects = Mapping[str, Any]
_PROCESS = {verb: process for process in (ON_REQUESTS, ON_RECEIVED) for verb in process.verbs}


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
        rights_changed = False
        for key, verb in plan.verbs.items():
            if verb is None:
                data[key] = "Mutation"
                continue
            try:
                data[key] = await self._one(verb, ask, asker, selections, look_again=rights_changed)
            except Refused as refused:
                at = tuple(node.loc.start for node in verb.field.nodes if node.loc)
                errors.append(replace(refused, path=(key,), at=at))
                data[key] = None
            rights_changed = rights_changed or isinstance(verb.how, Manages)
        return data, errors

    async def _one(
        self, verb: Doing, ask: Ask, asker: Asker, selections: Selections, *, look_again: bool
    ) -> dict[str, object]:
        """What a verb is answered with; `look_again`: whoever asks may have lost a right by what was done before."""
        if self._writer is None:
            raise unavailable("nothing is written here")
        try:
            if look_again:
                await self._writer.do(partial(check_still, by=asker.holder, now=datetime.now(UTC)))
            names, values = await self._did(self._writer, verb.how, verb.said(ask), asker)
        except KeyTaken:
            raise taken("input", "idempotencyKey") from None
        except RightsLost:
            raise rights_lost() from None
        texts = await self._rows(verb, names, ask) if names else {}
        answer: dict[str, object] = {}
        for key, field in verb.answers.items():
            if field is None:
                answer[key] = get_named_type(verb.field.type).name
            elif key in verb.rows:
                answer[key] = orjson.Fragment(texts[key]) if texts.get(key) is not None else None
            else:
                answer[key] = _selected(selections, field.type, field.nodes, values[field.name])
        return answer

    async def _did(self, writer: Writer, how: How, said: Objects, asker: Asker) -> tuple[Sequence[str], Objects]:
        match how:
            case Manages():
                return await self._managed(writer, how, said, asker)
            case Handles():
                return await self._handled(writer, how, said, asker)
            case Records():
                return await self._recorded(writer, how, said, asker)
            case Does():
                return await self._done(writer, how, said, asker)

    async def _done(self, writer: Writer, how: Does, said: Objects, asker: Asker) -> tuple[Sequence[str], Objects]:
        """A verb on the register: what names the rows that it answers with, and the rest of its answer."""
        order = order_of(BY_NAME[how.verb], said, many=how.many, by=asker.holder.name)
        done, foresight = Done(), None
        reasons: tuple[Refusal, ...] = ()
        try:
            if is_dry(said):
                done, foresight = await writer.foreseen(order)
            else:
                done = await writer.answered(order, key_of(said))
        except VerbRefused as refused:
            reasons = refused.refusals
        # A publication is found by the number of its row alone; one that is only foreseen has none.
        is_numbered = order.verb.list_name == RELEASES
        names = [str(one) for one in done.numbers] if is_numbered else [key for _, key in done.entries]
        return names, {
            "written": None if reasons or foresight is not None else _written(done.changed, again=done.again),
            "userErrors": [_user_error(one, place_in(order, one.path), asker) for one in reasons],
            "dryRun": None if foresight is None else _dry_run(foresight),
        }

    async def _managed(
        self, writer: Writer, how: Manages, said: Objects, asker: Asker
    ) -> tuple[Sequence[str], Objects]:
        """The same, of a verb on an actor or a token."""
        given, key, now = said_of(said), key_of(said), datetime.now(UTC)
        done = Managed("")
        reasons: tuple[Refusal, ...] = ()
        try:
            done = await writer.do(partial(managed, verb=how.verb, said=given, by=asker.holder, key=key, now=now))
        except VerbRefused as refused:
            reasons = refused.refusals
        return [done.named] if done.named else [], {
            "secret": done.secret,
            "again": done.again,
            "userErrors": _user_errors(reasons, asker),
        }

    async def _handled(
        self, writer: Writer, how: Handles, said: Objects, asker: Asker
    ) -> tuple[Sequence[str], Objects]:
        """The same, of a verb on process."""
        given, key, reason, now = step_of(said), key_of(said), said.get(REASON), datetime.now(UTC)
        do = _PROCESS[how.verb].handled
        done = Handled("")
        reasons: tuple[Refusal, ...] = ()
        try:
            done = await writer.do(
                partial(do, verb=how.verb, said=given, by=asker.holder, key=key, now=now, reason=reason)
            )
        except VerbRefused as refused:
            reasons = refused.refusals
        return [done.code] if done.code else [], {"again": done.again, "userErrors": _user_errors(reasons, asker)}

    async def _recorded(
        self, writer: Writer, how: Records, said: Objects, asker: Asker
    ) -> tuple[Sequence[str], Objects]:
        """The same, of what persons say."""
        order = consents_in(how, said, asker.holder)
        done, foresight = consents.Done(), None
        reasons: tuple[Refusal, ...] = ()
        try:
            if is_dry(said):
                _, foresight = await writer.do(partial(consents.foreseen, order=order))
            else:
                done = await writer.do(partial(consents.done, order=order, key=key_of(said), now=datetime.now(UTC)))
        except VerbRefused as refused:
            reasons = refused.refusals
        return [str(number) for number in done.consents], {
            "written": None if reasons or foresight is not None else _written(done.changed, again=done.again),
            "userErrors": _user_errors(reasons, asker),
            "dryRun": None if foresight is None else _dry_run(foresight),
        }

    async def _rows(self, verb: Doing, names: Sequence[str], ask: Ask) -> dict[str, str]:
        """The rows that it answers with, as they are now."""
        then = replace(ask, named=names)
        work = {key: (compiled.sql, compiled.values(then, self._reader.dialect)) for key, compiled in verb.rows.items()}
        if not work:
            return {}
        slow = any(compiled.slow for compiled in verb.rows.values())
        return dict(zip(work, await self._reader.texts(list(work.values()), slow=slow), strict=True))


def taken(*argument: str) -> Refused:
    """What whoever gives a key is told under which something else was done; `argument` is where he gave it."""
    return Refused(
        Code.CONFLICT,
        f"Something was done under this `{argument[-1]}` already: something else, or something that this can't be told"
        " from any more, for persons whom it named have changed or are gone. Nothing was changed. Look, then choose"
        " another key.",
        f"この {argument[-1]} では既に処理が行われています。別の処理か、対象の本人が変更または削除されたため同じ処理か"
        "確認できません。何も変更していません。確認の上、別のキーを使ってください。",
        argument=argument,
    )


def rights_lost() -> Refused:
    """What he is told who lost a role after he came in."""
    return Refused(
        Code.FORBIDDEN,
        "What you may do has changed since you sent this; it was not done. Send it again.",
        "送信後に権限が変更されたため、実行しませんでした。再度送信してください。",
    )


def _user_errors(reasons: Sequence[Refusal], asker: Asker) -> list[Objects]:
    return [_user_error(one, ["input", *(camel(str(step)) for step in one.path)], asker) for one in reasons]


_NAME_FIELDS: Mapping[str, tuple[str, ...]] = {
    "missing_field": ("value",),
    "changed_twice": ("value",),
    "not_recorded": ("value",),
    "said_in_part": ("value", "other"),
}
"""Which params of a refusal are fields, which the caller knows by GraphQL's words."""


def _user_error(refusal: Refusal, path: Sequence[str], asker: Asker) -> Objects:
    lang: Lang = "ja" if asker.language == "ja" else "en"
    fields = _NAME_FIELDS.get(refusal.code, ())
    own_words = {
        name: Fields(map(camel, value)) if isinstance(value, Fields) else camel(str(value))
        for name, value in refusal.params.items()
        if isinstance(value, Fields) or name in fields
    }
    refusal = replace(refusal, params={**refusal.params, **own_words})
    return {
        "code": refusal.code,
        "path": path,
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
