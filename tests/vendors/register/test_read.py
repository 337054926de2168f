"""A register file is read whole, or refused with every fault, its line and its path."""

import time
from textwrap import dedent

import pytest

from vendors.register.faults import RegisterRefused
from vendors.register.read import read_register

WHOLE = dedent(
    """\
    register: 1
    operator: {name: 架空商事}
    services: [{code: app, name: App}]
    items:
      - {code: email, name: Email}
      - {code: phone, name: Phone}
    purposes: [{code: support, name: Support}]
    policies: [{version: v1, from: 2020-01-01, purposes: [support]}]
    recipients:
      - {code: desk, name: Desk, kind: company, country: JP}
      - {code: sub, name: Sub, kind: company, country: "NO"}
    contracts:
      - {code: dpa, recipient: desk, kind: outsourcing, from: 2026-01-01}
      - {code: dpa-2, recipient: desk, kind: outsourcing, from: 2027-01-01, renews: dpa}
    transfers:
      - code: desk
        service: app
        recipient: desk
        contract: dpa
        items: [email]
        purposes: [support]
        from: 2026-01-01
        bases: [{kind: outsourcing}]
    deliveries: [{code: d1, transfer: desk, at: "2026-04-01T09:00:00+09:00"}]
    """
)


def faults(text: str | bytes) -> list[tuple[str, int | None, str]]:
    """The code, line and path of every fault."""
    with pytest.raises(RegisterRefused) as refused:
        read_register(text if isinstance(text, bytes) else text.encode())
    for fault in refused.value.faults:
        assert fault.message("ja") != fault.message("en")
    return [(fault.code, fault.line, fault.path) for fault in refused.value.faults]


def changed(old: str, new: str) -> str:
    """The whole register with one place changed."""
    assert WHOLE.count(old) == 1, f"{old!r} stands in it once"
    return WHOLE.replace(old, new)


def test_a_whole_register_is_read() -> None:
    """`NO` in quotes or not is Norway, and a date needs no quotes."""
    register = read_register(WHOLE.encode())

    assert [recipient.country for recipient in register.recipients] == ["JP", "NO"]
    assert read_register(WHOLE.replace('"NO"', "NO").encode()) == register
    assert read_register(WHOLE.replace("2020-01-01", '"2020-01-01"').encode()) == register
    assert read_register(b"\xef\xbb\xbf" + WHOLE.encode()) == register


@pytest.mark.parametrize(
    ("old", "new", "path", "line"),
    [
        ("{name: 架空商事}", "{name: 架空商事, nmae: x}", "operator.nmae", 2),
        ("{name: 架空商事}", "{}", "operator.name", 2),
        ("{name: 架空商事}", "{name: '  '}", "operator.name", 2),
        ("register: 1", "register: 2", "register", 1),
        ("contract: dpa\n", "contract: dba\n", "transfers[0].contract", 19),
        ("service: app\n", "service: nope\n", "transfers[0].service", 17),
        ("    items: [email]\n", "    items: [email, nope]\n", "transfers[0].items[1]", 20),
        (
            "kind: outsourcing, from: 2026-01-01}",
            "kind: outsourcing, from: 2026-01-01, until: 2025-12-31}",
            "contracts[0].until",
            13,
        ),
        ("{code: phone, name: Phone}", "{code: email, name: Phone}", "items[1].code", 6),
        ("{code: phone, name: Phone}", "{code: Phone!, name: Phone}", "items[1].code", 6),
        ("{code: phone, name: Phone}", "{code: phone, name: 7}", "items[1].name", 6),
        ("{code: phone, name: Phone}", "{code: phone, name: Phone, sensitive: yes}", "items[1].sensitive", 6),
        ("{code: phone, name: Phone}", "{code: phone, name: Phone, kind: secret}", "items[1].kind", 6),
        ("country: JP", "country: XX", "recipients[0].country", 10),
        ("country: JP", "country: JP, corporate_number: '7000012050003'", "recipients[0].corporate_number", 10),
        ("from: 2020-01-01", "from: 2020-02-30", "policies[0].from", 8),
        ("from: 2020-01-01", "from: 20200101", "policies[0].from", 8),
        ("2026-04-01T09:00:00+09:00", "2026-04-01T09:00:00", "deliveries[0].at", 24),
        ("transfer: desk, at", "transfer: desk, items: [phone], at", "deliveries[0].items[0]", 24),
        ("[{kind: outsourcing}]", "[{kind: outsourcing}, {kind: consent}]", "transfers[0].bases[1]", 23),
        ("[{kind: outsourcing}]", "[{kind: outsourced}]", "transfers[0].bases[0].kind", 23),
        (
            "purposes: [support]}]\nrecipients",
            "purposes: [support]}, {version: v2, from: 2020-01-01, purposes: []}]\nrecipients",
            "policies[1].from",
            8,
        ),
        ("renews: dpa}", "renews: dpa-2}", "contracts[1].renews", 14),
        (
            "renews: dpa}",
            "renews: dpa}\n  - {code: dpa-3, recipient: desk, kind: outsourcing, from: 2028-01-01, renews: dpa}",
            "contracts[2].renews",
            15,
        ),
        (
            "kind: company, country: JP}",
            "kind: company, subprocessors: [{recipient: desk, from: 2026-01-01}]}",
            "recipients[0].subprocessors[0].recipient",
            10,
        ),
        (
            "country: JP}",
            "changes: [{on: 2026-01-01, country: JP}, {on: 2026-01-01, country: US}]}",
            "recipients[0].changes[1].country",
            10,
        ),
    ],
)
def test_what_is_refused_is_named_with_line_and_path(old: str, new: str, path: str, line: int | None) -> None:
    """Each refusal that the file's contract names."""
    found = faults(changed(old, new))

    assert [(where, at) for _, at, where in found] == [(path, line)]


def test_all_faults_are_listed_at_once() -> None:
    """A fault of shape in one entry hides no missing reference in another."""
    text = changed("country: JP", "country: XX").replace("contract: dpa\n", "contract: nope\n")

    assert [path for _, _, path in faults(text)] == ["recipients[0].country", "transfers[0].contract"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "- a\n- b\n",
        "register: 1\nregister: 1\n",
        "register: 1\noperator: {name: a, name: b}\n",
        "register: 1\noperator: &a {name: x}\nservices: [*a]\n",
        "register: !!python/object/apply:os.system ['true']\n",
        "register: 1\n---\nregister: 1\n",
        "register: 1\noperator: {name: x\n",
        "register: 1\n? [a, b]\n: c\n",
        "register: 1\noperator:\n  <<: {name: x}\n",
        'register: 1\noperator: {name: "a\\0b"}\n',
    ],
)
def test_what_is_no_plain_yaml_mapping_is_refused(text: str) -> None:
    """Aliases, tags, second documents, keys twice, keys that are no text."""
    assert faults(text)


@pytest.mark.parametrize("encoding", ["cp932", "utf-16", "euc-jp"])
def test_anything_but_utf_8_is_refused_by_name(encoding: str) -> None:
    """Once, and not as a hundred odd characters."""
    assert len(faults(WHOLE.encode(encoding))) == 1


LAUGHS = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join([f'*{chr(97 + n)}'] * 9)}]\n" for n in range(12)
)


@pytest.mark.parametrize(
    "bomb",
    [
        LAUGHS.encode(),
        b"register: " + b"[" * 200_000,
        b"register: " + b"{a: " * 200_000,
        b"register: 1\n" + b"#" * (110 * 1024 * 1024),
        b"register: 1\n" + b"k" * 2_000_000 + b": 1\n",
        b"register: 1\noperator: {name: '" + b"x" * 3_000_000,
    ],
    ids=["laughs", "sequences", "mappings", "110 MiB", "long key", "long text"],
)
def test_a_bomb_is_refused_in_no_time(bomb: bytes) -> None:
    """By a clear fault, within seconds, and not by running out of memory or stack."""
    begun = time.process_time()

    found = faults(bomb)

    assert found
    assert time.process_time() - begun < 20


def test_the_order_of_entries_says_nothing() -> None:
    """Two files that differ in order alone are one register."""
    shuffled = changed(
        "  - {code: email, name: Email}\n  - {code: phone, name: Phone}\n",
        "  - {code: phone, name: Phone}\n  - {code: email, name: Email}\n",
    )

    assert read_register(shuffled.encode()) == read_register(WHOLE.encode())
