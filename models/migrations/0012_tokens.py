"""Access tokens."""

from tortoise import fields, migrations
from tortoise.fields.base import OnDelete
from tortoise.migrations import operations as ops
from tortoise.migrations.constraints import UniqueConstraint

from models.vocabulary import Role


class Migration(migrations.Migration):
    """Access tokens."""

    dependencies = [("teikyo", "0011_entries")]

    operations = [
        ops.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "name",
                    fields.CharField(
                        description="Who holds it; given once, so that a name in a log means one token", max_length=200
                    ),
                ),
                ("digest", fields.CharField(description="SHA-256 of the token, in hexadecimal", max_length=64)),
                (
                    "created_at",
                    fields.DatetimeField(description="When it was made", auto_now=False, auto_now_add=False),
                ),
                (
                    "expires_at",
                    fields.DatetimeField(
                        null=True,
                        description="Last moment at which it lets in; null: it does not expire",
                        auto_now=False,
                        auto_now_add=False,
                    ),
                ),
                (
                    "revoked_at",
                    fields.DatetimeField(
                        null=True,
                        description="When it was revoked; null: it was not",
                        auto_now=False,
                        auto_now_add=False,
                    ),
                ),
            ],
            options={
                "table": "token",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Access tokens, by digest",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="Token",
            constraint=UniqueConstraint(fields=("name",), name="token_name_unique"),
        ),
        ops.AddConstraint(
            model_name="Token",
            constraint=UniqueConstraint(fields=("digest",), name="token_digest_unique"),
        ),
        ops.CreateModel(
            name="TokenRole",
            fields=[
                (
                    "id",
                    fields.BigIntField(
                        generated=True,
                        primary_key=True,
                        description="Number of the row; means nothing outside this database",
                    ),
                ),
                (
                    "token",
                    fields.ForeignKeyField(
                        "teikyo.Token",
                        source_field="token_id",
                        description="The token",
                        db_constraint=True,
                        to_field="id",
                        related_name=False,
                        on_delete=OnDelete.CASCADE,
                    ),
                ),
                ("role", fields.CharEnumField(description="A role that it carries", enum_type=Role, max_length=40)),
            ],
            options={
                "table": "token_role",
                "app": "teikyo",
                "pk_attr": "id",
                "table_description": "Roles that a token carries",
            },
            bases=["Model"],
        ),
        ops.AddConstraint(
            model_name="TokenRole",
            constraint=UniqueConstraint(fields=("token_id", "role"), name="token_role_unique"),
        ),
    ]
