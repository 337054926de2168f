"""The rules of the house that no linter knows."""

import importlib
import importlib.metadata
import json
import pkgutil
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import graph
import models
import vendors
from graph.contract import silent_changes
from graph.documents import DOCUMENTS, difference

ROOT = Path(__file__).resolve().parent.parent
LONGEST_FILE = 300
REGISTRIES = re.compile(
    r"pypi\.(org|python)|pythonhosted|registry\.(npmjs|yarnpkg)|(deb|security)\.debian\.org"
    r"|--(extra-)?index-url|--find-links|--trusted-host",
    re.IGNORECASE,
)


def committed_files() -> list[Path]:
    """Every file of the tree that git knows; where there is no git, as in an unpacked archive, every file of ours."""
    if (ROOT / ".git").exists() and (git := shutil.which("git")):
        listed = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True)
        return [ROOT / name for name in listed.stdout.split("\0") if name and (ROOT / name).is_file()]
    ours = ("models", "vendors", "graph", "tests", "docs", "examples", ".ci")
    return [path for folder in ours for path in (ROOT / folder).rglob("*") if path.is_file() and path.suffix != ".pyc"]


def pinned() -> dict[str, str]:
    """The version of each package in constraints.txt."""
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pins = (re.match(r"([A-Za-z0-9._-]+)(?:\[.*\])?==(\S+)", line) for line in lines)
    return {canonicalize_name(pin[1]): pin[2] for pin in pins if pin}


def wanted() -> set[str]:
    """Every package that pyproject.toml leads to on this machine, through whatever other packages ask for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    seen: set[tuple[str, str]] = set()
    queue = [Requirement(line) for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]]
    while queue:
        requirement = queue.pop()
        if requirement.marker and not requirement.marker.evaluate({"extra": ""}):
            continue
        for extra in ("", *requirement.extras):
            if (key := (canonicalize_name(requirement.name), extra)) not in seen:
                seen.add(key)
                for line in importlib.metadata.requires(requirement.name) or ():
                    further = Requirement(line)
                    if not further.marker or further.marker.evaluate({"extra": extra}):
                        further.marker = None
                        queue.append(further)
    return {name for name, _ in seen}


def test_every_dependency_is_pinned_with_its_hash() -> None:
    """A fresh install takes exactly the packages that constraints.txt names, so it names all that are wanted."""
    missing = wanted() - pinned().keys()

    assert not missing, f"write constraints.txt anew with `make constraints`: {sorted(missing)} are not in it"


def test_what_is_installed_here_is_what_is_pinned() -> None:
    """The tests speak of the packages that a user gets."""
    installed = {name: importlib.metadata.version(name) for name in wanted()}

    assert installed == {name: pinned()[name] for name in installed}


def test_every_dependency_has_its_line_in_the_documentation() -> None:
    """docs/dependencies.md says why each package that pyproject.toml names is there, and names no other."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {Requirement(line).name for line in [*project["dependencies"], *project["optional-dependencies"]["dev"]]}
    document = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")

    told = re.findall(r"^- `([^`]+)`: \S", document, re.MULTILINE)

    assert sorted(told) == sorted(named)


def test_no_committed_file_names_a_package_registry() -> None:
    """Where packages come from is the installer's business; a lock with addresses works on one machine only."""
    here = Path(__file__).resolve()
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in committed_files()
        if path != here and path.suffix not in {".xlsx", ".png"}
        for number, line in enumerate(path.read_bytes().decode("utf-8", "replace").splitlines(), 1)
        if REGISTRIES.search(line)
    ]

    assert found == []


def test_no_file_of_the_product_has_more_than_one_idea_s_worth_of_lines() -> None:
    """A file is one idea; one that needs more than 300 lines is two."""
    long = {
        name: lines
        for path in committed_files()
        if (name := path.relative_to(ROOT).as_posix()).startswith(("vendors/", "graph/", "models/"))
        and path.suffix == ".py"
        and "/migrations/" not in name
        and (lines := len(path.read_text(encoding="utf-8").splitlines())) > LONGEST_FILE
    }

    assert long == {}


def test_the_generated_documents_say_what_the_code_says() -> None:
    """What lies in the repository is what the code would write today."""
    stale = [document for document in DOCUMENTS if difference(document)]

    assert stale == [], "write them anew with `make docs`"


@pytest.mark.parametrize("pure", ["vendors.findings", "vendors.judgement", "vendors.register.read", "vendors.rules"])
def test_the_law_loads_without_a_database_or_a_web_server(pure: str) -> None:
    """Importing the law imports neither Tortoise nor Strawberry nor Starlette, nor anything that faces outward."""
    outward = {"tortoise", "aiosqlite", "asyncpg", "strawberry", "graphql", "starlette", "uvicorn", "click"}
    program = f"import {pure}, sys; print(*sorted({outward} & set(sys.modules)))"

    loaded = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, check=True, text=True)

    assert loaded.stdout.strip() == ""


def test_no_module_is_a_drawer_for_things_without_a_name() -> None:
    """Files are named in the words of the law and of the work; nothing is kept in a drawer."""
    drawers = {"base", "common", "core", "helper", "helpers", "misc", "util", "utils"}

    modules = [path.relative_to(ROOT) for path in committed_files() if path.suffix == ".py"]

    found = [module.as_posix() for module in modules if {*module.parts, module.stem} & drawers]

    assert found == []


def test_only_the_store_speaks_to_tortoise() -> None:
    """Its queries by model may leave an open transaction for another connection; ours are asked of a `Connection`."""
    may = {
        f"vendors/store/{name}.py" for name in ("address", "database", "faults", "schema_growing", "through_tortoise")
    }
    speaks = re.compile(
        r"^\s*(from|import) tortoise(?!\.(models|fields) import)|\.(filter|get_or_none|bulk_create|using_db)\(",
        re.MULTILINE,
    )

    found = {
        name
        for path in committed_files()
        if (name := path.relative_to(ROOT).as_posix()).startswith(("vendors/", "graph/"))
        and path.suffix == ".py"
        and speaks.search(path.read_text(encoding="utf-8"))
    }

    assert found == may


def test_no_pattern_needs_a_python_newer_than_debian_s() -> None:
    """Python before 3.11.5 matches wrongly what gives nothing back (`*+`, `(?>...)`), and Debian 12 has such a one."""
    parser = importlib.import_module("re._parser")
    modules = [
        importlib.import_module(module.name)
        for product in (graph, models, vendors)
        for module in pkgutil.walk_packages(product.__path__, f"{product.__name__}.")
        if not module.name.endswith("__main__")
    ]
    patterns = {pattern for module in modules for pattern in vars(module).values() if isinstance(pattern, re.Pattern)}

    gives_nothing_back = re.compile("POSSESSIVE_REPEAT|ATOMIC_GROUP")
    unsafe = [
        pattern.pattern
        for pattern in patterns
        if gives_nothing_back.search(repr(parser.parse(pattern.pattern, pattern.flags)))
    ]

    assert len(patterns) > 10
    assert unsafe == []


@pytest.mark.parametrize("script", [".ci/run", "examples/serve.sh"])
def test_every_script_can_be_read_to_its_end(script: str) -> None:
    """The shell finds no fault in its grammar."""
    shell = "bash" if script == ".ci/run" else "sh"
    read = subprocess.run([shell, "-n", script], cwd=ROOT, capture_output=True, check=False, text=True)

    assert (read.returncode, read.stderr) == (0, "")


@pytest.mark.parametrize("folder", ["tests/clients", "graph/graphiql"])
def test_no_package_of_npm_needs_a_node_newer_than_debian_s(folder: str) -> None:
    """Debian 12 has Node 18; each package's range of versions has one alternative that takes it."""
    packages = json.loads((ROOT / folder / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    ranges = {
        name: package["engines"]["node"] for name, package in packages.items() if "node" in package.get("engines", {})
    }

    def takes_18(alternative: str) -> bool:
        said = re.match(r"\s*(>=|\^|)\s*(\d+|\*)", alternative)
        assert said, alternative
        return said[2] == "*" or (int(said[2]) <= 18 if said[1] == ">=" else int(said[2]) == 18)

    newer = {name: said for name, said in ranges.items() if not any(takes_18(part) for part in said.split("||"))}

    assert ranges
    assert newer == {}


def test_make_help_names_every_target() -> None:
    """`make help` is made from the Makefile's comments, so each target that is meant for people has one."""
    targets = re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)

    listed = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=ROOT, capture_output=True, check=True, text=True
    ).stdout

    assert [line.split()[1] for line in listed.splitlines()] == targets


def test_no_change_of_the_schema_breaks_a_caller_in_silence() -> None:
    """What breaks one since the last release, or may surprise one, stands in the changelog as `Type.field`."""
    assert silent_changes() == [], "name each under Unreleased in CHANGELOG.md"
