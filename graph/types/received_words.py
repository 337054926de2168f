"""The enumerations that data received from third parties is told in (APPI 30; Rules 22 to 25)."""

from graph.types.words import described
from models.received_words import ConfirmationMethod, ReceivedBasis, ReceivedCause, ReceivedItem

described(
    ReceivedBasis,
    "On what a third party provides the data that is received. Without a duty to confirm and record are those of Art."
    " 27(1), items, and 27(5) (APPI 30(1), proviso).",
    {
        "CONSENT": "With the principal's consent (APPI 27(1), 28(1); Rule 24(1)(ii)).",
        "OPT_OUT": "By opt-out, which the commission publishes (APPI 27(2), (4); Rule 24(1)(i)).",
        "NON_OPERATOR": "By somebody who is no business operator handling personal information (Rule 24(1)(iii)).",
        "LAW": "On an item of Art. 27(1), as by statute (APPI 27(1)(i) to (vii)); no duty.",
        "OUTSOURCING": "With work that is entrusted (委託, APPI 27(5)(i)); no duty.",
        "SUCCESSION": "With a business that is taken over (承継, APPI 27(5)(ii)); no duty.",
        "JOINT_USE": "In joint use (共同利用, APPI 27(5)(iii)); no duty.",
    },
)
described(
    ConfirmationMethod,
    "How something was confirmed of a third party (Rule 22).",
    {
        "DECLARATION": "The third party declared it (申告, Rule 22(1)).",
        "DOCUMENTS": "A contract or another document shows it (書面の提示, Rule 22(2)).",
        "OTHER": "By another appropriate method.",
        "ALREADY_CONFIRMED": "It is the same as was confirmed and recorded before (Rule 22(3)).",
    },
)
described(
    ReceivedItem,
    "What is confirmed of a third party, and what a record of data received holds (APPI 30(1); Rule 24).",
    {
        "PROVIDER": "The third party's name.",
        "ADDRESS": "Its address.",
        "REPRESENTATIVE": "A company's representative.",
        "CIRCUMSTANCES": "How it had acquired the data (取得の経緯).",
        "SUBJECTS": "Whose data it is.",
        "ITEMS": "The items of personal data.",
        "CONSENT": "That the principal consented; on consent alone.",
        "DATE": "The day of receipt; under opt-out alone.",
        "PUBLICATION": "That the opt-out is published by the commission (APPI 27(4)); under opt-out alone.",
    },
)
described(
    ReceivedCause,
    "For what rule 35 is broken.",
    {
        "CONFIRMATION": "The third party was not confirmed by the day of receipt (APPI 30(1)).",
        "CONFIRMED_MATTERS": "The confirmation lacks something (APPI 30(1); Rule 22).",
        "RECORD": "The record was not made in time (APPI 30(3); Rule 23).",
        "RECORD_ITEMS": "The record lacks something that belongs in it (Rule 24).",
        "RECORD_METHOD": "What is received by opt-out was not recorded each time (Rule 23(2)).",
        "RECORD_KEEPING": "The record was deleted before the end of its time (APPI 30(4); Rule 25).",
    },
)
