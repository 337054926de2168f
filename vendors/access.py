"""Who may read what: the one table of rights. What is not in it, nobody may.

`DASHBOARD` and `REVIEWER` read all there is, `DASHBOARD` without persons; `RECORDER` does the verbs and reads
the facts that he may write, but not what is said of them, save what a verb of his own would change, and the gate's
answers; `EXPORTER` reads what an export holds, which is both. Who did what is about persons, too: `REVIEWER` reads
the ledger, `RECORDER` in it the history of what he may write. `ADMIN` manages actors and tokens.
"""

from collections.abc import Mapping

from vendors import access_to_process
from vendors.access_to_persons import ABOUT_PERSONS
from vendors.rights import (
    ADMINS,
    ANYONE,
    FACTS,
    HISTORIES,
    JUDGEMENTS,
    PERSONS,
    RECORDERS,
    REVIEWERS,
    Roles,
    by,
    combined,
    list_of,
)

_COUNTED = "verdict basis foreign mechanism country service code transfers"
_BASIS = "kind from until foreignConsent note owner"

_ANSWERS = (
    "Service:service Services:services Purpose:purpose Purposes:purposes Item:item Items:items Policy:policy"
    " Policies:policies Recipient:recipient Recipients:recipients Contract:contract Contracts:contracts"
    " ConsentText:consentText ConsentTexts:consentTexts Transfer:transfer Transfers:transfers Delivery:delivery"
    " Deliveries:deliveries AnonymisedRelease:anonymisedRelease AnonymisedReleases:anonymisedReleases"
    " Operator:operator"
)
"""What verbs answer with, and the field that holds it."""

_ROWS: Mapping[str, Mapping[str, Roles]] = {
    **ABOUT_PERSONS,
    "Query": (
        by(
            FACTS,
            "operator services service purposes purpose items item policies policy consentTexts consentText"
            " recipients recipient contracts contract transfers transfer deliveries delivery"
            " anonymisedReleases anonymisedRelease",
        )
        | by(JUDGEMENTS, "findings finding lapses calendar statistics")
        | by(REVIEWERS, "ledger provisionRecords personsConcerned")
        | by(PERSONS, "mayProvide consents consent")
        | by(ADMINS, "actors actor tokens token")
        | access_to_process.QUESTIONS
        | by(FACTS | ADMINS, "node nodes")
        | by(ANYONE, "viewer")
    ),
    **access_to_process.ROWS,
    "Mutation": by(ADMINS, "registerActor changeActor setRoles endActor issueToken revokeToken")
    | access_to_process.VERBS
    | by(PERSONS, "giveConsent giveConsents withdrawConsent withdrawConsents")
    | by(
        RECORDERS,
        "registerService registerServices correctService correctServices removeService removeServices"
        " registerPurpose registerPurposes correctPurpose correctPurposes removePurpose removePurposes"
        " registerItem registerItems correctItem correctItems removeItem removeItems registerPolicy"
        " registerPolicies correctPolicy correctPolicies removePolicy removePolicies registerRecipient"
        " registerRecipients correctRecipient correctRecipients removeRecipient removeRecipients"
        " registerContract registerContracts correctContract correctContracts removeContract removeContracts"
        " registerConsentText registerConsentTexts correctConsentText correctConsentTexts removeConsentText"
        " removeConsentTexts registerTransfer registerTransfers correctTransfer correctTransfers"
        " removeTransfer removeTransfers registerDelivery registerDeliveries correctDelivery correctDeliveries"
        " removeDelivery removeDeliveries registerAnonymisedRelease registerAnonymisedReleases"
        " correctAnonymisedRelease correctAnonymisedReleases removeAnonymisedRelease removeAnonymisedReleases"
        " correctOperator correctLimits changeRecipient changeRecipients recordScreening recordScreenings"
        " recordReview recordReviews recordEquivalentCheck recordEquivalentChecks addSubprocessor"
        " addSubprocessors approveSubprocessor approveSubprocessors endSubprocessor endSubprocessors"
        " addEquivalentMeasures addEquivalentMeasuresOfRecipients endEquivalentMeasures"
        " endEquivalentMeasuresOfRecipients amendContract amendContracts renewContract renewContracts"
        " terminateContract terminateContracts recordReturn recordReturns endConsentText endConsentTexts"
        " changeTransfer changeTransfers replaceBasis replaceBases endTransfer endTransfers recordProvision"
        " recordProvisions recordDeletion recordDeletions",
    ),
    **{
        f"{noun}Payload": by(RECORDERS, f"{node} written userErrors dryRun")
        for noun, node in (pair.split(":") for pair in _ANSWERS.split())
    },
    "ActorPayload": by(ADMINS, "actor again userErrors"),
    "TokenPayload": by(ADMINS, "token again userErrors"),
    "IssuedTokenPayload": by(ADMINS, "token secret again userErrors"),
    "UserError": by(HISTORIES | ADMINS, "code path message params"),
    "UserErrorParam": by(HISTORIES | ADMINS, "name value"),
    "Written": by(HISTORIES, "added corrected removed judgedAnew again"),
    "DryRun": by(HISTORIES, "appear vanish appearing vanishing added corrected removed judgedAnew"),
    "ForeseenFinding": by(HISTORIES, "transfer delivery code severity because from until about"),
    "Viewer": by(ANYONE, "name kind roles token expiresAt"),
    "PageInfo": by(FACTS | ADMINS, "hasNextPage hasPreviousPage startCursor endCursor"),
    "ServiceConnection": list_of(FACTS),
    "ServiceEdge": by(FACTS, "cursor node"),
    "PurposeConnection": list_of(FACTS),
    "PurposeEdge": by(FACTS, "cursor node"),
    "ItemConnection": list_of(FACTS),
    "ItemEdge": by(FACTS, "cursor node"),
    "PolicyConnection": list_of(FACTS),
    "PolicyEdge": by(FACTS, "cursor node"),
    "ConsentTextConnection": list_of(FACTS),
    "ConsentTextEdge": by(FACTS, "cursor node"),
    "RecipientConnection": list_of(FACTS),
    "RecipientEdge": by(FACTS, "cursor node"),
    "ContractConnection": list_of(FACTS),
    "ContractEdge": by(FACTS, "cursor node"),
    "TransferConnection": list_of(FACTS),
    "TransferEdge": by(FACTS, "cursor node"),
    "DeliveryConnection": list_of(FACTS),
    "DeliveryEdge": by(FACTS, "cursor node"),
    "AnonymisedReleaseConnection": list_of(FACTS),
    "AnonymisedReleaseEdge": by(FACTS, "cursor node"),
    "FindingConnection": list_of(JUDGEMENTS),
    "FindingEdge": by(JUDGEMENTS, "cursor node"),
    "CalendarEntryConnection": list_of(JUDGEMENTS),
    "CalendarEntryEdge": by(JUDGEMENTS, "cursor node"),
    "LapseConnection": list_of(JUDGEMENTS),
    "LapseEdge": by(JUDGEMENTS, "cursor node"),
    "Operator": by(FACTS, "name country address representative contact timeZone academic limits note owner revision"),
    "Limits": by(FACTS, "reviewMonths equivalentCheckMonths returnDays recordDays revision"),
    "Service": by(FACTS, "id code name transfers note owner changedAt revision"),
    "Purpose": by(FACTS, "id code name transfers note owner changedAt revision"),
    "Item": by(FACTS, "id code name sensitive kind source transfers note owner changedAt revision"),
    "Policy": by(FACTS, "id version from until purposes statesProvision jointUse optOut note owner changedAt revision"),
    "JointUse": by(FACTS, "users items purposes responsible from note owner"),
    "OptOut": by(FACTS, "items recipients notifiedOn filedOn publishedOn from note owner"),
    "ConsentText": by(
        FACTS,
        "id code from until anyRecipient recipientClass expressed foreign recipients items purposes transfers note"
        " owner changedAt revision",
    ),
    "ForeignPart": by(FACTS, "countryNamed systemDescribed measuresDescribed unknownReason"),
    "Recipient": by(
        FACTS,
        "id code name kind country japanBusiness address representative foreign corporateNumber sameEntity storedIn"
        " equivalentMeasures equivalentChecks continuationDifficultFrom screenings reviews subprocessors subprocessorOf"
        " versions contracts transfers note owner changedAt revision",
    ),
    "RecipientVersion": by(
        FACTS, "from until changed name kind country japanBusiness address representative foreign note owner"
    ),
    "EquivalentMeasures": by(FACTS, "kind from until note owner"),
    "Subprocessor": by(FACTS, "recipient entrustedBy work from until approvedOn items note owner"),
    "Contract": (
        by(
            FACTS,
            "id code recipient kind title work signedOn from until terminatedOn autoRenewsMonths autoRenewsNoticeDays"
            " renews renewedBy renewalChain inForce daysInForce confidentiality terms items purposes versions"
            " handlesPersonalData accessControlled"
            " returnWithinDays returnedOn note owner changedAt revision",
        )
        | by(JUDGEMENTS, "transfers")
    ),
    "InForce": by(FACTS, "from until"),
    "ContractVersion": by(
        FACTS,
        "from until changed adds removes contractUntil confidentiality terms items purposes note owner",
    ),
    "Confidentiality": by(FACTS, "survivesMonths bindsStaff bindsSubcontractors"),
    "Transfer": (
        by(
            FACTS,
            "id code service recipient from until subjectClass method bases recordedContract declaredForeign ownUse"
            " mixed items purposes versions deliveries note owner changedAt revision",
        )
        | by(JUDGEMENTS, "verdict findings basis contract foreign foreignMechanism recordRequired spans")
    ),
    "TransferVersion": by(
        FACTS, "from until changed recordedContract declaredForeign ownUse mixed items purposes note owner"
    ),
    "Delivery": (
        by(
            FACTS,
            "id code transfer at on items namesItems subjectCount subjectsListed purgedOn decision outsideOfDecision"
            " record note owner changedAt revision",
        )
        | by(JUDGEMENTS, "verdict findings basis contract foreign recordRequired provisionRecord")
    ),
    "DeliveryRecord": by(FACTS, "madeOn method has deletedOn"),
    "DeliveryFinding": by(JUDGEMENTS, "code title cure cites severity because about subjects from until"),
    "AnonymisedRelease": by(
        FACTS, "id items recipients createdPublishedOn provisionPublishedOn method labelledOn note owner"
    ),
    "Span": by(JUDGEMENTS, "from until verdict basis contract foreign foreignMechanism recordRequired"),
    "ConsentBasis": by(FACTS, f"{_BASIS} texts"),
    "OutsourcingBasis": by(FACTS, _BASIS),
    "MergerBasis": by(FACTS, f"{_BASIS} instrument effectiveOn withinBusiness"),
    "GovernmentCooperationBasis": by(
        FACTS, f"{_BASIS} requester affair statute necessity impediment document requestedOn delegatedBy"
    ),
    "OtherLawBasis": by(FACTS, f"{_BASIS} ground statute article document foreignLaw consentDifficult necessity"),
    "ServiceFilter": by(FACTS, "code search changedSince"),
    "PurposeFilter": by(FACTS, "code search changedSince"),
    "ItemFilter": by(FACTS, "code sensitive kind source search changedSince"),
    "PolicyFilter": by(FACTS, "version on during statesProvision purpose recipient item search changedSince"),
    "ConsentTextFilter": by(
        FACTS, "code on during recipient anyRecipient item purpose expressed foreign search changedSince"
    ),
    "RecipientFilter": by(FACTS, "on code kind country foreign countryKnown sameEntity search changedSince"),
    "ContractFilter": by(
        FACTS, "on code kind recipient confidentiality withTerm withoutTerm inForce endsBefore ends search changedSince"
    ),
    "TransferFilter": (
        by(FACTS, "on code declaredForeign recipient country service item purpose activeDuring search changedSince")
        | by(
            JUDGEMENTS,
            "verdict basis withoutBasis foreign mechanism recordRequired contract contractEndsBefore finding",
        )
    ),
    "DeliveryFilter": (
        by(FACTS, "on code made transfer recipient service item recorded search changedSince")
        | by(JUDGEMENTS, "foreign verdict finding recordRequired")
    ),
    "AnonymisedReleaseFilter": by(FACTS, "item recipient createdPublished provisionPublished labelled"),
    "FindingFilter": by(
        JUDGEMENTS, "on during code severity because foreign basis withoutBasis transfer recipient service"
    ),
    "CalendarEntryFilter": by(JUDGEMENTS, "kind transfer contract recipient service"),
    "CalendarEntry": by(JUDGEMENTS, "day kind transfer contract recipient finding delivery consentText policy"),
    "LapseFilter": by(JUDGEMENTS, "kind severity transfer recipient service"),
    "Finding": by(JUDGEMENTS, "id code title cure cites severity because from until about transfer"),
    "Lapse": by(JUDGEMENTS, "day kind transfer finding contract"),
    "Statistics": by(
        JUDGEMENTS,
        "on recorded transfers valid invalid notAProvision inactive foreign domestic recordRequired byVerdict byBasis"
        " byMechanism byService findings groups groupCount series",
    ),
    "StatisticsGroup": by(JUDGEMENTS, f"{_COUNTED} quarter"),
    "StatisticsPoint": by(JUDGEMENTS, f"{_COUNTED} on"),
    "VerdictCount": by(JUDGEMENTS, "verdict transfers"),
    "BasisCount": by(JUDGEMENTS, "basis transfers"),
    "MechanismCount": by(JUDGEMENTS, "mechanism transfers"),
    "ServiceCount": by(JUDGEMENTS, "service transfers invalid"),
    "FindingCount": by(JUDGEMENTS, "code severity findings transfers"),
    "LedgerEventConnection": list_of(HISTORIES),
    "LedgerEventEdge": by(HISTORIES, "cursor node"),
    "LedgerEvent": by(HISTORIES, "sequence recordedAt actor verb action list key entry before reason leaf"),
    "LedgerEventFilter": by(HISTORIES, "list key actor verb action since until"),
    "ActorConnection": list_of(ADMINS),
    "ActorEdge": by(ADMINS, "cursor node"),
    "Actor": by(ADMINS, "id name kind roles tokens createdAt endedAt"),
    "ActorFilter": by(ADMINS, "name kind role ended"),
    "AccessTokenConnection": list_of(ADMINS),
    "AccessTokenEdge": by(ADMINS, "cursor node"),
    "AccessToken": by(ADMINS, "id key prefix name actor roles narrowedTo createdAt expiresAt lastUsedAt revokedAt"),
    "AccessTokenFilter": by(ADMINS, "key name actor role revoked expiresBefore unusedSince"),
}


def _with_history(row: Mapping[str, Roles]) -> Mapping[str, Roles]:
    """A noun's fields; what is recorded entry by entry, as its `revision` shows, has a history."""
    return {**row, "history": HISTORIES} if "revision" in row else row


READERS: Mapping[str, Mapping[str, Roles]] = {
    noun: combined(row) if noun.endswith("Filter") else _with_history(row) for noun, row in _ROWS.items()
}
"""For each noun, and each of its fields, the roles that read it."""


def may_read(noun: str, name: str, roles: Roles) -> bool:
    """Whether one of these roles reads that field of that noun; no, where the table does not say so."""
    return not roles.isdisjoint(READERS.get(noun, {}).get(name, frozenset()))
