"""Actors, who own the tokens, and sessions of browsers. Each token that there is adopts an actor of its name."""

from typing import Any

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.indexes import Index
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.vocabulary import ActorKind, Role


def number() -> Any:
    return fields.BigIntField(
        generated=True, primary_key=True, description="Number of the row; means nothing outside this database"
    )


def text(description: str, length: int) -> Any:
    return fields.CharField(description=description, max_length=length)


def moment(description: str) -> Any:
    return fields.DatetimeField(description=description, auto_now=False, auto_now_add=False)


def optional_moment(description: str) -> Any:
    return fields.DatetimeField(null=True, description=description, auto_now=False, auto_now_add=False)


def reference(table: str, column: str, description: str, on_delete: OnDelete = OnDelete.NO_ACTION) -> Any:
    return fields.ForeignKeyField(
        f"teikyo.{table}",
        source_field=column,
        description=description,
        db_constraint=True,
        to_field="id",
        related_name=False,
        on_delete=on_delete,
    )


def role(description: str) -> Any:
    return fields.CharEnumField(description=description, enum_type=Role, max_length=40)


def table(name: str, title: str) -> dict[str, Any]:
    return {"table": name, "app": "teikyo", "pk_attr": "id", "table_description": title}


def unique(model: str, name: str, *columns: str) -> ops.AddConstraint:
    return ops.AddConstraint(model_name=model, constraint=UniqueConstraint(fields=columns, name=name))


def index(model: str, name: str, *columns: str) -> ops.AddIndex:
    return ops.AddIndex(model_name=model, index=Index(fields=columns, name=name))


class Migration(migrations.Migration):
    """Actors and what they come in with."""

    dependencies = [("teikyo", "0019_ledger")]

    operations = [
        ops.CreateModel(
            name="Actor",
            fields=[
                ("id", number()),
                ("name", text("Its name; given once, so that a name on record means one actor", 200)),
                ("kind", fields.CharEnumField(description="Person or program", enum_type=ActorKind, max_length=40)),
                ("created_at", moment("When it was made known")),
                ("ended_at", optional_moment("Since when nothing of it lets in; null: it may enter")),
            ],
            options=table("actor", "Persons and programs that ask and write"),
            bases=["Model"],
        ),
        unique("Actor", "actor_name_unique", "name"),
        ops.CreateModel(
            name="ActorRole",
            fields=[
                ("id", number()),
                ("actor", reference("Actor", "actor_id", "The actor", OnDelete.CASCADE)),
                ("role", role("A role that it holds")),
            ],
            options=table("actor_role", "Roles that actors hold"),
            bases=["Model"],
        ),
        unique("ActorRole", "actor_role_unique", "actor_id", "role"),
        ops.CreateModel(
            name="AccessToken",
            fields=[
                ("id", number()),
                ("actor", reference("Actor", "actor_id", "Whose it is")),
                ("key", text("What it is called in lists and logs; a part of its text that lets nobody in", 12)),
                ("name", text("What it is for; given once", 200)),
                ("digest", text("SHA-256 of the token, in hexadecimal", 64)),
                ("created_at", moment("When it was made")),
                ("expires_at", optional_moment("From when on it lets nobody in; null: it does not expire")),
                ("revoked_at", optional_moment("When it was revoked; null: it was not")),
                ("last_used_at", optional_moment("When it last let in, give or take some minutes; null: never yet")),
            ],
            options=table("access_token", "Access tokens, by digest"),
            bases=["Model"],
        ),
        unique("AccessToken", "access_token_key_unique", "key"),
        unique("AccessToken", "access_token_name_unique", "name"),
        unique("AccessToken", "access_token_digest_unique", "digest"),
        index("AccessToken", "access_token_actor", "actor_id"),
        ops.CreateModel(
            name="AccessTokenRole",
            fields=[
                ("id", number()),
                ("token", reference("AccessToken", "token_id", "The token", OnDelete.CASCADE)),
                ("role", role("A role that it carries, as long as its actor holds it")),
            ],
            options=table("access_token_role", "Roles that tokens are narrowed to"),
            bases=["Model"],
        ),
        unique("AccessTokenRole", "access_token_role_unique", "token_id", "role"),
        ops.CreateModel(
            name="BrowserSession",
            fields=[
                ("id", number()),
                (
                    "token",
                    reference(
                        "AccessToken",
                        "token_id",
                        "The token that he signed in with; when that lets nobody in, this doesn't",
                    ),
                ),
                ("key", text("What it is called in lists and logs; lets nobody in", 12)),
                ("digest", text("SHA-256 of what the browser keeps, in hexadecimal", 64)),
                ("created_at", moment("When he signed in")),
                ("expires_at", moment("From when on it lets nobody in")),
                ("ended_at", optional_moment("When he signed out, or it was revoked; null: neither")),
            ],
            options=table("browser_session", "Browsers that are signed in, by digest"),
            bases=["Model"],
        ),
        unique("BrowserSession", "browser_session_key_unique", "key"),
        unique("BrowserSession", "browser_session_digest_unique", "digest"),
        index("BrowserSession", "browser_session_token", "token_id"),
        ops.RunSQL(
            "INSERT INTO actor (name, kind, created_at) SELECT name, 'PROGRAM', created_at FROM token ORDER BY id"
        ),
        ops.RunSQL(
            "INSERT INTO actor_role (actor_id, role) SELECT actor.id, token_role.role FROM token_role"
            " JOIN token ON token.id = token_role.token_id JOIN actor ON actor.name = token.name ORDER BY token_role.id"
        ),
        ops.RunSQL(
            "INSERT INTO access_token (actor_id, key, name, digest, created_at, expires_at, revoked_at)"
            " SELECT actor.id, substr(token.digest, 1, 12), token.name, token.digest, token.created_at,"
            " token.expires_at, token.revoked_at FROM token JOIN actor ON actor.name = token.name ORDER BY token.id"
        ),
        ops.RunSQL(
            "INSERT INTO access_token_role (token_id, role) SELECT access_token.id, token_role.role FROM token_role"
            " JOIN token ON token.id = token_role.token_id JOIN access_token ON access_token.digest = token.digest"
            " ORDER BY token_role.id"
        ),
        ops.DeleteModel(name="TokenRole"),
        ops.DeleteModel(name="Token"),
    ]
