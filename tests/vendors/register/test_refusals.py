"""Every reason to refuse a register that the description of the file gives, with its line and its path."""

from datetime import date

import pytest

from vendors.register.faults import Fault, RegisterRefused
from vendors.register.read import read_register

REGISTER = """\
register: 1
operator: {name: Hoshimi K.K., time_zone: Asia/Tokyo}
services: [{code: app, name: App}]
purposes: [{code: support, name: Support}]
items:
  - {code: name, name: Name}
  - {code: phone, name: Telephone}
policies:
  - {version: "v1", from: 2021-08-16, purposes: [support]}
  - {version: "v2", from: 2024-08-16, purposes: [support]}
recipients:
  - {code: acme, name: Acme Inc., kind: company, country: US,
     subprocessors: [{recipient: beta, from: 2026-01-01}]}
  - {code: beta, name: Beta, kind: company,
     changes: [{on: 2026-04-01, country: JP}, {on: 2026-05-01, country: US}]}
contracts:
  - {code: dpa, recipient: acme, kind: outsourcing, from: 2026-01-01,
     amendments: [{on: 2026-02-01, adds: [audit], removes: [safeguards]}]}
  - {code: dpa-2, recipient: acme, kind: outsourcing, from: 2027-01-01, renews: dpa}
  - {code: other, recipient: beta, kind: provision, from: 2027-01-01}
consent_texts:
  - {code: ads, from: 2026-01-01, recipients: [acme], items: [name], purposes: [support]}
transfers:
  - code: desk
    service: app
    recipient: acme
    contract: dpa
    items: [name]
    purposes: [support]
    from: 2026-04-01
    until: 2026-12-31
    changes: [{on: 2026-06-01, items: [name, phone]}]
    bases: [{kind: outsourcing, until: 2026-05-31},
            {kind: consent, from: 2026-06-01, texts: [ads]}]
consents:
  - {text: ads, subject: c-1, given_at: "2026-01-02T00:00:00+09:00"}
deliveries:
  - {code: d-1, transfer: desk, at: "2026-05-31T23:59:59+09:00", items: [name], subjects: [c-1],
     record: {made_on: 2026-06-01, method: individual, has: [recipient]}}
stops:
  - {subject: c-1, from: "2026-08-01T00:00:00Z"}
"""


def faults_of(text: str) -> tuple[Fault, ...]:
    """The faults for which a file is refused."""
    with pytest.raises(RegisterRefused) as refusal:
        read_register(text.encode())
    return refusal.value.faults


def changed(old: str, new: str) -> str:
    """The register with one thing changed."""
    assert REGISTER.count(old) == 1, f"{old!r} must stand once in the register"
    return REGISTER.replace(old, new)


def test_the_register_itself_is_read() -> None:
    """Without the change that each case makes, the file is accepted: so it is the change that is refused."""
    register = read_register(REGISTER.encode())

    assert register.transfers[0].from_ == date(2026, 4, 1)


REFUSALS = [
    # unknown keys, at every depth
    ("stops:\n", "stop: []\nstops:\n", "unknown_key", 40, "stop"),
    ("app, name", "app, nam: x, name", "unknown_key", 3, "services[0].nam"),
    ("{kind: outsourcing,", "{kind: outsourcing, texts: [ads],", "unknown_key", 33, "transfers[0].bases[0].texts"),
    ("method: individual", "method: individual, by: me", "unknown_key", 39, "deliveries[0].record.by"),
    ("{code: phone,", "{code: phone, sensitve: ,", "unknown_key", 7, "items[1].sensitve"),
    ("name: Beta,", "name: Beta, 1: x,", "unknown_key", 14, "recipients[1]['1']"),
    # missing required fields
    ("register: 1\n", "", "missing_field", 1, "register"),
    ("operator: {name: Hoshimi K.K., time_zone: Asia/Tokyo}\n", "", "missing_field", 1, "operator"),
    ("name: Hoshimi K.K., ", "", "missing_field", 2, "operator.name"),
    ("name: Beta,", "name: '',", "missing_field", 14, "recipients[1].name"),
    ("name: Beta,", "name: ~,", "missing_field", 14, "recipients[1].name"),
    ("    service: app\n", "", "missing_field", 24, "transfers[0].service"),
    ("{on: 2026-06-01, items", "{items", "missing_field", 32, "transfers[0].changes[0].on"),
    ("{kind: outsourcing, until", "{until", "missing_field", 33, "transfers[0].bases[0].kind"),
    ("made_on: 2026-06-01, ", "", "missing_field", 39, "deliveries[0].record.made_on"),
    ("2026-05-01, country: US", "2026-05-01, name: null", "missing_field", 15, "recipients[1].changes[1].name"),
    ("items: [name, phone]", "items: ~", "missing_field", 32, "transfers[0].changes[0].items"),
    # references
    ("contract: dpa\n", "contract: dpa-3\n", "unknown_reference", 27, "transfers[0].contract"),
    ("service: app\n", "service: shop\n", "unknown_reference", 25, "transfers[0].service"),
    ("    recipient: acme\n", "    recipient: dpa\n", "unknown_reference", 26, "transfers[0].recipient"),
    ("    items: [name]\n", "    items: [name, mail]\n", "unknown_reference", 28, "transfers[0].items[1]"),
    ("items: [name, phone]", "items: [fax]", "unknown_reference", 32, "transfers[0].changes[0].items[0]"),
    ("texts: [ads]", "texts: [ad]", "unknown_reference", 34, "transfers[0].bases[1].texts[0]"),
    ("until: 2026-05-31}", "until: 2026-05-31, foreign_consent: [x]}", "unknown_reference", 33,
     "transfers[0].bases[0].foreign_consent[0]"),
    ("{recipient: beta, ", "{recipient: gamma, ", "unknown_reference", 13, "recipients[0].subprocessors[0].recipient"),
    ("renews: dpa}", "renews: dpa-0}", "unknown_reference", 19, "contracts[1].renews"),
    ("beta, kind: provision", "delta, kind: provision", "unknown_reference", 20, "contracts[2].recipient"),
    ("recipients: [acme]", "recipients: [acme, x]", "unknown_reference", 22, "consent_texts[0].recipients[1]"),
    ("{text: ads,", "{text: adds,", "unknown_reference", 36, "consents[0].text"),
    ("transfer: desk", "transfer: table", "unknown_reference", 38, "deliveries[0].transfer"),
    ("2021-08-16, purposes: [support]", "2021-08-16, purposes: [a]", "unknown_reference", 9, "policies[0].purposes[0]"),
    ('00:00Z"}', '00:00Z", recipients: [nobody]}', "unknown_reference", 41, "stops[0].recipients[0]"),
    # periods
    ("until: 2026-12-31", "until: 2026-03-31", "reversed_period", 31, "transfers[0].until"),
    ("until: 2026-05-31", "from: 2026-06-02, until: 2026-06-01", "reversed_period", 33, "transfers[0].bases[0].until"),
    ("2026-01-01}]}", "2026-01-01, until: 2025-12-31}]}", "reversed_period", 13,
     "recipients[0].subprocessors[0].until"),
    ('00:00Z"}', '00:00Z", until: "2026-08-01T08:59:59+09:00"}', "reversed_period", 41, "stops[0].until"),
    # one code, one entry
    ("{code: phone,", "{code: name,", "duplicate_code", 7, "items[1].code"),
    ("{code: beta,", "{code: acme,", "duplicate_code", 14, "recipients[1].code"),
    ('version: "v2"', 'version: "v1"', "duplicate_code", 10, "policies[1].version"),
    ("from: 2024-08-16", "from: 2021-08-16", "policy_day_twice", 10, "policies[1].from"),
    # types
    ("services: [{code: app, name: App}]", "services: {code: app}", "wrong_type", 3, "services"),
    ("{code: beta,", "{code: 7,", "wrong_type", 14, "recipients[1].code"),
    ("name: Beta,", "name: 1.5,", "wrong_type", 14, "recipients[1].name"),
    ("name: Beta,", "name: true,", "wrong_type", 14, "recipients[1].name"),
    ("name: Beta,", "name: [Beta],", "wrong_type", 14, "recipients[1].name"),
    ("name: Telephone", "name: T, sensitive: 'true'", "wrong_type", 7, "items[1].sensitive"),
    ("name: Telephone", "name: T, sensitive: yes", "wrong_type", 7, "items[1].sensitive"),
    ("    items: [name]\n", "    items: name\n", "wrong_type", 28, "transfers[0].items"),
    ("made_on: 2026-06-01", "made_on: 20260601", "wrong_type", 39, "deliveries[0].record.made_on"),
    ("subjects: [c-1]", "subjects: [1001]", "wrong_type", 38, "deliveries[0].subjects[0]"),
    ("subjects: [c-1]", "subject_count: '3'", "wrong_type", 38, "deliveries[0].subject_count"),
    ("subjects: [c-1]", "subject_count: 1.5", "wrong_type", 38, "deliveries[0].subject_count"),
    ("subjects: [c-1]", "subject_count: -1", "out_of_range", 38, "deliveries[0].subject_count"),
    ("subjects: [c-1]", "subjects: [c-1, '']", "empty_text", 38, "deliveries[0].subjects[1]"),
    ("{text: ads,", "3\n  - {text: ads,", "wrong_type", 36, "consents[0]"),
    ("record: {", "record: 3, x: {", "wrong_type", 39, "deliveries[0].record"),
    ("bases: [", "bases: [3, ", "wrong_type", 33, "transfers[0].bases[0]"),
    ("register: 1\n", "register: '1'\n", "wrong_type", 1, "register"),
    ("register: 1\n", "register: true\n", "wrong_type", 1, "register"),
    # words of closed lists
    ("name: Beta, kind: company", "name: Beta, kind: firm", "bad_value", 14, "recipients[1].kind"),
    ("{kind: outsourcing,", "{kind: merge,", "bad_value", 33, "transfers[0].bases[0].kind"),
    ("adds: [audit]", "adds: [audit, tea]", "bad_value", 18, "contracts[0].amendments[0].adds[1]"),
    # codes, countries, dates, numbers, moments
    ("{code: beta,", "{code: Beta Inc,", "bad_code", 14, "recipients[1].code"),
    ("{code: phone,", "{code: .phone,", "bad_code", 7, "items[1].code"),
    ("{code: phone,", f"{{code: {'a' * 65},", "bad_code", 7, "items[1].code"),
    ("country: US,\n", "country: UK,\n", "bad_country", 12, "recipients[0].country"),
    ("country: US,\n", "country: EU,\n", "bad_country", 12, "recipients[0].country"),
    ("country: US,\n", "country: us,\n", "bad_country", 12, "recipients[0].country"),
    ("until: 2026-12-31", "until: 2026-02-29", "bad_date", 31, "transfers[0].until"),
    ("until: 2026-12-31", "until: 2026/12/31", "bad_date", 31, "transfers[0].until"),
    ("until: 2026-12-31", "until: 2026-12-31T00:00:00Z", "bad_date", 31, "transfers[0].until"),
    ("country: US,\n", "corporate_number: '1000012050002',\n", "bad_check_digit", 12, "recipients[0].corporate_number"),
    ("country: US,\n", "corporate_number: '700001205000',\n", "bad_corporate_number", 12,
     "recipients[0].corporate_number"),
    ("country: US,\n", "corporate_number: 7000012050002,\n", "wrong_type", 12, "recipients[0].corporate_number"),
    ("2026-01-02T00:00:00+09:00", "2026-01-02T00:00:00", "moment_without_offset", 36, "consents[0].given_at"),
    ("2026-01-02T00:00:00+09:00", "2026-01-02", "bad_moment", 36, "consents[0].given_at"),
    ("2026-01-02T00:00:00+09:00", "2026-01-02T25:00:00Z", "bad_moment", 36, "consents[0].given_at"),
    ("Asia/Tokyo", "Asia/Kyoto", "bad_time_zone", 2, "operator.time_zone"),
    # the register as a whole
    ("from: 2026-06-01, texts", "from: 2026-05-31, texts", "overlapping_bases", 34, "transfers[0].bases[1]"),
    ("{kind: consent, from: 2026-06-01,", "{kind: consent,", "overlapping_bases", 34, "transfers[0].bases[1]"),
    ("from: 2027-01-01}", "from: 2027-01-01, renews: dpa}", "renewed_twice", 20, "contracts[2].renews"),
    ("{code: dpa, ", "{code: dpa, renews: dpa-2, ", "renewal_cycle", 19, "contracts[1].renews"),
    ("from: 2027-01-01}", "from: 2027-01-01, renews: other}", "renewal_cycle", 20, "contracts[2].renews"),
    ("name: Beta,", "name: Beta, subprocessors: [{recipient: acme, from: 2026-01-01}],", "subprocessor_cycle", 14,
     "recipients[1].subprocessors[0].recipient"),
    ("{recipient: beta, ", "{recipient: acme, ", "subprocessor_cycle", 13, "recipients[0].subprocessors[0].recipient"),
    ("on: 2026-05-01", "on: 2026-04-01", "changed_twice", 15, "recipients[1].changes[1].country"),
    ("{on: 2026-06-01, items: [name, phone]}",
     "{on: 2026-06-01, items: [name]}, {on: 2026-06-01, items: [phone]}", "changed_twice", 32,
     "transfers[0].changes[1].items"),
    ("removes: [safeguards]}", "removes: [safeguards]}, {on: 2026-02-01, adds: []}", "changed_twice", 18,
     "contracts[0].amendments[1].adds"),
    ("removes: [safeguards]", "removes: [audit]", "adds_and_removes", 18, "contracts[0].amendments[0].removes[0]"),
    ("items: [name], subjects", "items: [phone], subjects", "item_not_in_transfer", 38, "deliveries[0].items[0]"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "line", "path"), REFUSALS)
def test_one_fault_is_refused_with_its_line_and_path(old: str, new: str, code: str, line: int, path: str) -> None:
    """The fault, and nothing else, is reported, at the place where it stands."""
    text = changed(old, new)

    faults = faults_of(text)

    assert (code, line, path) in [(fault.code, fault.line, fault.path) for fault in faults]


@pytest.mark.parametrize(("old", "new", "code", "line", "path"), REFUSALS)
def test_every_fault_says_what_is_wrong_in_both_languages(old: str, new: str, code: str, line: int, path: str) -> None:
    """A message is whole: no parameter is missing, and the Japanese one is Japanese."""
    faults = faults_of(changed(old, new))

    for fault in faults:
        assert fault.text("en").startswith(f"{fault.path} (line {fault.line}): ")
        assert fault.text("ja").startswith(f"{fault.path}（{fault.line}行目）: ")
        assert any("ぁ" <= letter <= "ん" for letter in fault.message("ja"))


ACCEPTED = [
    ("until: 2026-12-31", "until: 2026-04-01", "a single day is a period"),
    ("contract: dpa\n", "contract: other\n", "a transfer may run under another recipient's contract"),
    ("contract: dpa\n", "contract: ''\n", "an empty text is absent"),
    ("contract: dpa\n", "contract:\n", "null is absent"),
    ("contract: dpa\n", "contract: dpa\n    note: on\n    owner: NO\n", "what YAML 1.1 took for booleans is text"),
    ("country: US,\n", "country: NO,\n", "Norway is a country"),
    ("country: US,\n", "corporate_number: '7000012050002',\n", "a check digit that is right"),
    ("    items: [name]\n", "    items: [name, name]\n", "naming one twice says no more than once"),
    ("items: [name], subjects", "items: [], subjects", "no item fewer than the transfer's"),
    ("adds: [audit]", "adds: [audit, audit]", "a term twice in one list is one term"),
    ("removes: [safeguards]}", "removes: [safeguards]}, {on: 2026-02-02, adds: [audit]}", "two days, two changes"),
    ("{on: 2026-05-01, country: US}", "{on: 2026-04-01, name: B}", "two fields on one day"),
    ("{on: 2026-05-01, country: US}", "{on: 2026-05-01, country: null}", "a field is made absent"),
    ('2026-05-31T23:59:59+09:00", items: [name]', '2026-05-31T15:00:00Z", items: [phone]',
     "the item comes on the operator's day, not on Greenwich's"),
    ("until: 2026-05-31}", "until: 2026-05-30}", "a gap between bases"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "why"), ACCEPTED)
def test_what_is_near_a_fault_but_none_is_accepted(old: str, new: str, why: str) -> None:
    """A refusal is as narrow as the description of the file: the neighbouring case is read."""
    text = changed(old, new)

    read_register(text.encode())


def test_an_item_is_missed_on_the_operators_day() -> None:
    """A delivery's day is reckoned in the operator's time zone: the same moment is a day earlier in New York."""
    midnight = changed('"2026-05-31T23:59:59+09:00", items: [name]', '"2026-06-01T00:00:00+09:00", items: [phone]')

    in_tokyo = read_register(midnight.encode())
    in_new_york = faults_of(midnight.replace("Asia/Tokyo", "America/New_York"))

    assert in_tokyo.deliveries[0].items == ("phone",)
    assert [fault.code for fault in in_new_york] == ["item_not_in_transfer"]


def test_an_unknown_version_stops_the_reading() -> None:
    """Of a format that isn't known, nothing can be said but that."""
    faults = faults_of("register: 2\nnonsense: [1, 2]\n")

    assert [(fault.code, fault.line, fault.path) for fault in faults] == [("unknown_version", 1, "register")]
    assert "register: 1" in faults[0].message("en")


def test_all_faults_are_listed_at_once() -> None:
    """A fault in one place hides none in another: shape, references and what the whole says are reported together."""
    text = REGISTER
    for old, new in (
        ("country: US,\n", "country: UK,\n"),
        ("contract: dpa\n", "contract: dpa-3\n"),
        ("2026-01-01}]}", "2026-01-01, until: 2025-12-31}]}"),
        ("    service: app\n", "    servce: app\n"),
        ("from: 2026-06-01, texts", "from: 2026-05-31, texts"),
        ("{kind: outsourcing, until", "{until"),
        ("renews: dpa}", "renews: dpa-2}"),
        ("made_on: 2026-06-01", "made_on: soon"),
        ("2026-08-01T00:00:00Z", "2026-08-01T00:00:00"),
    ):
        text = text.replace(old, new)

    faults = faults_of(text)

    assert [(fault.line, fault.path, fault.code) for fault in faults] == [
        (12, "recipients[0].country", "bad_country"),
        (13, "recipients[0].subprocessors[0].until", "reversed_period"),
        (19, "contracts[1].renews", "renewal_cycle"),
        (24, "transfers[0].service", "missing_field"),
        (25, "transfers[0].servce", "unknown_key"),
        (27, "transfers[0].contract", "unknown_reference"),
        (33, "transfers[0].bases[0].kind", "missing_field"),
        (34, "transfers[0].bases[1]", "overlapping_bases"),
        (39, "deliveries[0].record.made_on", "bad_date"),
        (41, "stops[0].from", "moment_without_offset"),
    ]


def test_faults_of_one_line_come_in_the_order_of_the_entries() -> None:
    """A file in one line, as programs write JSON, is mended from left to right: the tenth entry after the second."""
    stops = ", ".join(f'{{"subject": "c-{number}"}}' for number in range(12))

    faults = faults_of(f'{{"register": 1, "operator": {{"name": "A"}}, "stops": [{stops}]}}')

    assert [fault.path for fault in faults] == [f"stops[{number}].from" for number in range(12)]


def test_a_faulty_entry_still_has_its_code() -> None:
    """What refers to an entry that has another fault is no fault of its own."""
    faults = faults_of(changed("{code: beta, name: Beta,", "{code: beta, nam: Beta,"))

    assert {fault.code for fault in faults} == {"unknown_key", "missing_field"}


def test_a_wrong_code_comes_with_what_it_may_have_been_meant_to_be() -> None:
    """The message names the list that was looked in, and codes that look alike."""
    (fault,) = faults_of(changed("contract: dpa\n", "contract: dpa-3\n"))

    assert fault.text("en") == (
        "transfers[0].contract (line 27): No contract has the code 'dpa-3'. Known ones that look alike: dpa-2, dpa."
    )
    assert fault.text("ja") == (
        "transfers[0].contract（27行目）: コード'dpa-3'の契約はありません。似たものに dpa-2, dpa があります。"
    )


def test_two_places_of_one_fault_are_both_named() -> None:
    """Of two equal codes, the second is refused and the first is named with its line."""
    fault = faults_of(changed("{code: phone,", "{code: name,"))[0]

    assert "items[0].code (line 6)" in fault.message("en")


def test_a_message_cannot_steer_a_terminal() -> None:
    """Whatever the file holds, what is printed of it holds no control characters, and is short."""
    text = changed("country: US,\n", 'country: "\\e[2J\\u202e' + "x" * 1000 + '",\n')

    (fault,) = faults_of(text)

    assert fault.text("en").isprintable()
    assert len(fault.text("en")) < 300


def test_long_chains_are_walked_without_recursion() -> None:
    """Renewals and sub-processors in chains of thousands are read, and a circle at their end is found."""
    chain = "".join(
        f"  - {{code: c-{n}, recipient: acme, kind: outsourcing, from: 2026-01-01, renews: c-{n + 1}}}\n"
        for n in range(5000)
    )
    last = "  - {code: c-5000, recipient: acme, kind: outsourcing, from: 2026-01-01%s}\n"
    straight = changed("consent_texts:\n", f"{chain}{last % ''}consent_texts:\n")
    circle = changed("consent_texts:\n", f"{chain}{last % ', renews: c-0'}consent_texts:\n")

    register = read_register(straight.encode())
    faults = faults_of(circle)

    assert len(register.contracts) == 5004
    assert [fault.code for fault in faults] == ["renewal_cycle"]
