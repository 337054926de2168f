"""Trusted documents: asked for by name or hash, checked at the start, and all that is answered where that is wished."""

import hashlib
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from graph.allowance import Rates
from graph.app import create_app
from graph.cli import main
from graph.trusted import Documents, DocumentsRefused, documents_of
from models.vocabulary import Role
from tests.graph.protocol.test_over_http import code
from tests.graph.service import Caller, calling, token_for
from vendors.store.address import address

BOARD = "query Board($code: String!) { transfer(code: $code) { code } }\n"
TWO = "query One { __typename }\nquery Two { viewer { name } }\n"
ASKED = {"variables": {"code": "mail-delivery"}}
ANSWER = {"data": {"transfer": {"code": "mail-delivery"}}}


def folder(path: Path, **texts: str) -> str:
    """A folder with these documents."""
    for name, text in texts.items():
        (path / f"{name}.graphql").write_text(text, encoding="utf-8")
    return str(path)


@pytest.fixture
async def trusting(demo_place: str) -> AsyncIterator[Caller]:
    """Somebody who asks a service with two trusted documents."""
    token = await token_for(demo_place)
    documents = Documents({"board": BOARD, "two": TWO})
    app = create_app(address(demo_place), documents=documents, rates=Rates(cost=0))
    async with calling(app, token) as made:
        yield made


@pytest.mark.parametrize("document", ["board", f"sha256:{hashlib.sha256(BOARD.encode()).hexdigest()}"])
async def test_a_trusted_document_is_asked_for_by_its_name_or_its_hash(trusting: Caller, document: str) -> None:
    """By POST and by GET."""
    posted = await trusting.send(json={"documentId": document, **ASKED})
    got = await trusting.send("GET", params={"documentId": document, "variables": '{"code": "mail-delivery"}'})

    assert posted.json() == got.json() == ANSWER


async def test_one_of_several_operations_is_chosen_by_its_name(trusting: Caller) -> None:
    """And without a name, or with a wrong one, the answer says which there are."""
    chosen = await trusting.send(json={"documentId": "two", "operationName": "Two"})
    for name in (None, "Three"):
        response = await trusting.send(json={"documentId": "two", "operationName": name})

        assert code(response) == "BAD_INPUT"
        assert "One, Two" in response.text
    assert chosen.json() == {"data": {"viewer": {"name": "somebody"}}}


@pytest.mark.parametrize("document", ["bord", "board.graphql", "../board", "sha256:", f"sha256:{'0' * 64}", "x-a:b"])
async def test_an_id_that_is_not_known_has_a_code_of_its_own(trusting: Caller, document: str) -> None:
    """One error, no data; the id is not looked for anywhere else."""
    response = await trusting.send(json={"documentId": document})

    assert code(response) == "DOCUMENT_UNKNOWN"


async def test_without_trusted_documents_no_id_is_known(caller: Caller) -> None:
    """The same code as for a wrong one."""
    assert code(await caller.send(json={"documentId": "board"})) == "DOCUMENT_UNKNOWN"


@pytest.mark.parametrize("asked", [{"documentId": ""}, {"documentId": 1}, {"documentId": "board", "query": "{ a }"}])
async def test_an_id_is_a_text_and_stands_alone(trusting: Caller, asked: dict[str, object]) -> None:
    """What is asked twice, or by no id, is no question."""
    response = await trusting.send(json=asked)

    assert (response.status_code, code(response)) == (400, "BAD_INPUT")


async def test_a_trusted_document_gives_no_right_that_its_caller_has_not(demo_place: str) -> None:
    """A recorder does not read what is judged, whoever wrote the question."""
    token = await token_for(demo_place, "recorder", Role.RECORDER)
    documents = Documents({"verdict": '{ transfer(code: "mail-delivery") { verdict } }'})
    async with calling(create_app(address(demo_place), documents=documents, rates=Rates(cost=0)), token) as caller:
        response = await caller.send(json={"documentId": "verdict"})

    assert [error["extensions"]["code"] for error in response.json()["errors"]] == ["FORBIDDEN"]


async def test_where_only_trusted_documents_are_answered_nothing_else_is(demo_place: str) -> None:
    """Neither a question nor an introspection; an equal text is not the document."""
    token = await token_for(demo_place)
    documents = Documents({"board": BOARD}, only=True)
    async with calling(create_app(address(demo_place), documents=documents, rates=Rates(cost=0)), token) as caller:
        answered = await caller.send(json={"documentId": "board", **ASKED})
        refused = [await caller.ask(text) for text in (BOARD, "{ __schema { queryType { name } } }", "{")]

    assert answered.json() == ANSWER
    assert [code(response) for response in refused] == ["DOCUMENT_UNTRUSTED"] * 3


def test_a_folder_is_read_without_what_is_not_a_document(tmp_path: Path) -> None:
    """Other endings and folders below are somebody else's."""
    (tmp_path / "README.md").write_text("# Ours")
    (tmp_path / "old.graphql").mkdir()

    assert documents_of(folder(tmp_path, board=BOARD)) == Documents({"board": BOARD})


def test_a_folder_that_cannot_be_trusted_is_refused_with_every_fault(tmp_path: Path) -> None:
    """No such folder, nothing in it, a name that no id can have, bytes that are no text."""
    with pytest.raises(DocumentsRefused, match="gone"):
        documents_of(str(tmp_path / "gone"))
    with pytest.raises(DocumentsRefused, match=r"no file that ends in \.graphql"):
        documents_of(str(tmp_path))
    (tmp_path / "latin.graphql").write_bytes(b"# caf\xe9")
    (tmp_path / "a b.graphql").write_text(BOARD)

    with pytest.raises(DocumentsRefused) as refused:
        documents_of(str(tmp_path))

    assert [fault.place for fault in refused.value.faults] == ["a b.graphql", "latin.graphql"]


def test_serve_refuses_documents_that_could_not_be_answered_and_names_file_and_line(
    tmp_path: Path, demo_place: str
) -> None:
    """One that does not parse, one that does not fit the schema, one that asks too much, one without an operation."""
    wide = "{\n" + " ".join(f"a{number}: __typename" for number in range(61)) + "}"
    where = folder(
        tmp_path, broken="{\n  viewer {", misfit="{\n  viewer { age }\n}", wide=wide, idle="fragment F on Query { a }"
    )

    for language in ("en", "ja"):
        options = ["--documents", where, "--database", demo_place, "--lang", language]
        result = CliRunner().invoke(main, ["serve", *options])

        assert result.exit_code == 2
        for place in ("broken.graphql:2:11: ", "misfit.graphql:2:12: ", "wide.graphql:1:1: ", "idle.graphql"):
            assert place in result.stderr


def test_only_trusted_documents_without_any_is_refused(demo_place: str) -> None:
    """A service that answers nothing is a mistake."""
    result = CliRunner().invoke(main, ["serve", "--documents-only", "--database", demo_place])

    assert result.exit_code == 2
    assert "TEIKYO_DOCUMENTS" in result.stderr
