"""The enumerations that requests of persons are told in (APPI 32 to 39)."""

from graph.types.words import described
from models.vocabulary import ProcessCode, RefusalReason, RequestKind, RequestMethod, RequestOutcome
from vendors.rules.received import RECEIPT_CHECK_MISSING
from vendors.rules.requests import REQUEST_UNANSWERED

described(
    RequestKind,
    "What a person asks for (APPI 28, 32 to 35).",
    {
        "DISCLOSURE": "The data held of the person (開示, APPI 33(1)).",
        "DISCLOSURE_OF_RECORDS": "The records of provisions of it (第三者提供記録の開示, APPI 33(5)).",
        "CORRECTION": "That what is wrong is corrected (訂正, APPI 34).",
        "ADDITION": "That what is missing is added (追加, APPI 34).",
        "DELETION": "That what is wrong is deleted (削除, APPI 34).",
        "STOP_OF_USE": "That it is used no more, or erased (利用停止, APPI 35(1), (5); policy 5).",
        "STOP_OF_PROVISION": "That it is provided to third parties no more (第三者提供の停止, APPI 35(3), (5)).",
        "EQUIVALENT_MEASURES": "Information on the equivalent measures of recipients abroad (APPI 28(3), Rule 18).",
    },
)
described(
    RequestMethod,
    "How a person wants to be answered (APPI 33(1), Rule 30).",
    {"ELECTRONIC": "By electronic means.", "PAPER": "On paper.", "OTHER": "By another way that the operator has."},
)
described(
    RequestOutcome,
    "What was decided on a request.",
    {
        "ACCEPTED": "It is done as asked.",
        "PARTLY_ACCEPTED": "It is done in part; the rest is refused for the reasons given.",
        "REFUSED": "It is refused for the reasons given.",
        "WITHDRAWN": "The person took it back.",
    },
)
described(
    RefusalReason,
    "Why a request may lawfully be refused, in whole or in part.",
    {
        "IDENTITY_UNVERIFIED": "It could not be verified to be the person's own (APPI 37, Cabinet Order 13; policy 6).",
        "NOT_HELD": "There is no such data, or no such record (APPI 33(3)).",
        "HARM_TO_RIGHTS": "It could harm life, body, property or other rights of anybody (APPI 33(2)(i)).",
        "BUSINESS_IMPEDED": "It could seriously impede the proper conduct of business (APPI 33(2)(ii); Rule 18(3)).",
        "OTHER_LAW": "It would violate another law (APPI 33(2)(iii)).",
        "OTHER_PROCEDURE": "Another law has a procedure for it (APPI 33(4), 34(2)).",
        "NO_RECORD_DUTY": "The record was made without a duty (APPI 33(5)).",
        "RECORD_ENDANGERS_PERSONS": "That there is a record could endanger life, body or property (Cabinet Order 11).",
        "RECORD_PROMOTES_OFFENCES": "That there is a record could promote what is illegal (Cabinet Order 11).",
        "RECORD_NATIONAL_SECURITY": "That there is a record could harm national security (Cabinet Order 11).",
        "RECORD_PUBLIC_SAFETY": "That there is a record could hinder the prevention of crime (Cabinet Order 11).",
        "CONTENT_IS_TRUE": "What is held is true (APPI 34(1)).",
        "BEYOND_PURPOSE": "The purpose of use does not need it (APPI 34(2)).",
        "NO_GROUND_TO_STOP": "There is no ground for it (APPI 35(2), (4), (6)).",
        "ALTERNATIVE_MEASURES": "It is too difficult; what protects the person is done instead (APPI 35(2) to (6)).",
        "NO_EQUIVALENT_MEASURES": "No provision rested on equivalent measures (APPI 28(3)).",
    },
)
described(
    ProcessCode,
    "The rules that read process; a code never changes its meaning.",
    {
        rule.code.name: f"{rule.title_en} ({rule.title_ja}; {', '.join(rule.cites)})."
        for rule in (RECEIPT_CHECK_MISSING, REQUEST_UNANSWERED)
    },
)
