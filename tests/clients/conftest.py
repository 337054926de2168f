"""Programs of others, run by Node, against the service in a process of its own over the demo register."""

import asyncio
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.graph.desk import TODAY, stored
from tests.graph.service import environment, made_token, served
from vendors.demo.register import demo_register

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
PACKAGES = ROOT / "var" / "clients" / "node_modules"
Node = Callable[..., str]


@dataclass(frozen=True)
class Service:
    """The demo, served; and a reviewer's token for it."""

    url: str
    token: str


@pytest.fixture(scope="session")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """The demo, dated to a fixed day, served by `teikyo serve`."""
    place = str(tmp_path_factory.mktemp("clients") / "teikyo.db")
    made(place)
    asyncio.run(stored(place, demo_register(TODAY)))
    token = made_token(place, "a client")
    with served(place, settings={"TEIKYO_GRAPHIQL": str(ROOT / "var" / "graphiql")}) as url:
        yield Service(f"{url}/graphql", token)


def made(place: str) -> None:
    """Make an empty database."""
    subprocess.run(["teikyo", "migrate"], env=environment(TEIKYO_DATABASE_URL=place), check=True, capture_output=True)


@pytest.fixture
def node(tmp_path: Path) -> Node:
    """Runs a program of this folder by Node, beside the packages that it imports; gives what it wrote."""
    if not PACKAGES.is_dir():
        pytest.fail("The packages of npm are not there; `make test-all` installs them.", pytrace=False)
    (tmp_path / "node_modules").symlink_to(PACKAGES)

    def run(program: str, *arguments: str) -> str:
        shutil.copy(HERE / program, tmp_path)
        done = subprocess.run(
            ["node", program, *arguments], cwd=tmp_path, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
        return done.stdout

    return run
