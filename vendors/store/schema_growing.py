"""Applying migrations, without the seconds that Tortoise takes to make its picture of the schema anew at every step."""

from collections.abc import Callable, Collection
from copy import copy
from functools import cached_property
from typing import TypeGuard

from tortoise.backends.base.client import BaseDBAsyncClient
from tortoise.fields.relational import RelationalField
from tortoise.migrations.constraints import UniqueConstraint
from tortoise.migrations.executor import MigrationExecutor
from tortoise.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    CreateModel,
    DeleteModel,
    RemoveField,
    RunPython,
    RunSQL,
    TortoiseOperation,
)
from tortoise.migrations.schema_editor import BaseSchemaEditor, SqliteSchemaEditor
from tortoise.migrations.schema_generator.state import State
from tortoise.migrations.schema_generator.state_apps import StateApps

from models.columns import APP
from models.tables import configuration

Applied = Callable[[str], None]
"""Called with the name of each migration as it is applied."""


class WholeState(State):
    """Tortoise's own picture of a schema, which may be asked anything; made when it is first asked, for few ask."""

    def __init__(self, of: State) -> None:
        self.models = {key: model.clone() for key, model in of.models.items()}
        self._like = of.apps

    @cached_property
    def apps(self) -> StateApps:  # type: ignore[override]  # it can be set, too
        """Its models."""
        return self._like.clone(model_states=self.models)


class GrowingState(State):
    """A picture of the schema to which models, columns, indexes and unique constraints are added.

    None of these changes what other models know of one that is there: its table and its key. So those stay as they are.
    Tortoise makes all anew that is related, with all the queries that could be asked of it, for each index again.
    """

    def whole(self) -> State:
        """Tortoise's own picture of the same schema, that may be changed in any way and asked anything."""
        models = {key: model.clone() for key, model in self.models.items()}
        return State(models=models, apps=self.apps.clone(model_states=models))

    def make_anew(self, model: str) -> None:
        """Make one model anew, in which a column was altered or removed."""
        self.apps.unregister_model(APP, model)
        self._reload({(APP, model)})

    def tells_no_other(self, model: str) -> bool:
        """Whether no other model knows of this one's references to it: no name leads back."""
        fields = self.models[APP, model].fields.values()
        return all(getattr(one, "related_name", None) is False for one in fields if isinstance(one, RelationalField))

    def _find_related_models(self, app_label: str, model_name: str) -> set[tuple[str, str]]:
        return {(app_label, model_name)}

    def _reload(self, models_to_reload: set[tuple[str, str]]) -> None:
        for app_label, name in sorted(models_to_reload):
            state, model = self.models[app_label, name], self.apps.apps.get(app_label, {}).get(name)
            if model is None:
                self.apps.register_model(app_label, state.render(self.apps))
                continue
            known = model._meta  # noqa: SLF001  # Tortoise has no other way to it
            for column in state.fields.keys() - known.fields_map.keys():
                known.add_field(column, copy(state.fields[column]))
        self.apps._init_relations()  # noqa: SLF001  # what Tortoise's own state does


class Executor(MigrationExecutor):
    """Applies migrations within the transaction that is open.

    Tortoise's own cuts SQLite's statements apart at any semicolon, even in a comment; this one does not.
    """

    def __init__(self, client: BaseDBAsyncClient, connection: dict[str, object]) -> None:
        apps = configuration(connection)["apps"]
        assert isinstance(apps, dict), "Tortoise's configuration names its apps"
        super().__init__(client, apps)
        self._connections = {label: of["default_connection"] for label, of in apps.items()}

    async def bring_up(self, applied: Collection[str], heard: Applied | None = None) -> None:
        """Apply every migration that is not yet applied, in order."""
        # Tortoise looks for its record before it makes it, and a failed look-up ends PostgreSQL's transaction.
        await self.recorder.ensure_schema(self._schema_editor())
        await self.loader.build_graph()
        state = GrowingState(models={}, apps=StateApps(default_connections=self._connections))
        for key in self._full_plan():
            migration = self.loader.graph.nodes[key]
            assert migration is not None, f"{key.name} is there"
            editor = None if key.name in applied else self._schema_editor()
            for operation in migration.operations:
                assert isinstance(operation, TortoiseOperation), f"{key.name} has operations of Tortoise's newer kind"
                state = await _after(operation, state, editor)
            state.validate_relations_initialized()
            if editor is not None:
                await self.recorder.record_applied(key.app_label, key.name)
                if heard is not None:
                    heard(key.name)

    def _schema_editor(self, atomic: bool = True, collect_sql: bool = False) -> BaseSchemaEditor:
        if self.connection.capabilities.dialect == "sqlite":
            return WholeStatementsEditor(self.connection, atomic=atomic, collect_sql=collect_sql)
        return super()._schema_editor(atomic, collect_sql)


class WholeStatementsEditor(SqliteSchemaEditor):
    """Leaves a script whole: the transaction knows how to run it."""

    async def _run_sql(self, sql: str) -> None:
        if self.collect_sql:
            await super()._run_sql(sql)
        else:
            await self.client.execute_script(sql)


async def _after(operation: TortoiseOperation, state: GrowingState, editor: BaseSchemaEditor | None) -> GrowingState:
    """The state of the schema after an operation, which is carried out where there is an editor."""
    if _only_adds(operation):
        operation.state_forward(APP, state)
        if editor is not None:
            await operation.database_forward(APP, state, state, editor)
        return state
    if isinstance(operation, RunPython):
        if editor is not None:
            whole = WholeState(state)
            await operation.database_forward(APP, whole, whole, editor)
        return state
    if isinstance(operation, DeleteModel) and state.tells_no_other(operation.name):
        if editor is not None:
            await operation.database_forward(APP, state, state, editor)
        operation.state_forward(APP, state)
        return state
    before = WholeState(state)
    if _changes_one(operation, state):
        operation.state_forward(APP, state)
        state.make_anew(operation.model_name)
        if editor is not None:
            await operation.database_forward(APP, before, WholeState(state), editor)
        return state
    after = state.whole()
    operation.state_forward(APP, after)
    if editor is not None:
        await operation.database_forward(APP, before, after, editor)
    return GrowingState(after.models, after.apps)


def _changes_one(operation: TortoiseOperation, state: GrowingState) -> TypeGuard[AlterField | RemoveField]:
    """Whether it changes a column that is no reference, and no other model knows more of that one than before."""
    if not isinstance(operation, AlterField | RemoveField):
        return False
    name = operation.model_name
    columns = (state.models[APP, name].fields.get(operation.name), getattr(operation, "field", None))
    return state.tells_no_other(name) and not any(isinstance(one, RelationalField) for one in columns)


def _only_adds(operation: TortoiseOperation) -> bool:
    """Whether it looks at nothing but the model that it adds to; a check makes SQLite's table anew."""
    if isinstance(operation, AddConstraint):
        return isinstance(operation.constraint, UniqueConstraint)
    if isinstance(operation, AddField):
        return not isinstance(operation.field, RelationalField)
    return isinstance(operation, CreateModel | AddIndex | RunSQL)
