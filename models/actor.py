"""Actors: the persons and programs that ask and write. They hold roles, and own what they come in with."""

from tortoise.models import Model

from models import columns
from models.vocabulary import ActorKind, Role


class Actor(Model):
    """A person or a program. It is never deleted, for what it did stays on record."""

    id = columns.row_number()
    name = columns.key_text("Its name; given once, so that a name on record means one actor", 200)
    kind = columns.word(ActorKind, "Person or program")
    created_at = columns.moment("When it was made known")
    ended_at = columns.optional_moment("Since when nothing of it lets in; null: it may enter")

    class Meta:
        table = "actor"
        table_description = "Persons and programs that ask and write"
        constraints = (columns.unique("actor_name_unique", "name"),)


class ActorRole(Model):
    """A role that an actor holds."""

    id = columns.row_number()
    actor = columns.part_of("Actor", "The actor")
    role = columns.word(Role, "A role that it holds")

    class Meta:
        table = "actor_role"
        table_description = "Roles that actors hold"
        constraints = (columns.unique("actor_role_unique", "actor_id", "role"),)
