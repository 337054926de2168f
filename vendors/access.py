"""Who may read what: the one table of rights. What is not in it, nobody may.

`DASHBOARD` and `REVIEWER` read all there is (persons are not in the schema yet); `RECORDER` does the verbs and reads
the facts that he may write, but not what is said of them, save what a verb of his own would change in it; `EXPORTER`
reads what an export holds, which is both. Who did what is about persons, too: `REVIEWER` reads the ledger, and
`RECORDER` in it the history of the entries that he may write. `ADMIN` manages actors and tokens, and reads nothing
else. Everyone may ask who he is.
"""

from collections.abc import Mapping

from models.vocabulary import Role

Roles = frozenset[Role]

ANYONE: Roles = frozenset(Role)
FACTS: Roles = frozenset({Role.DASHBOARD, Role.REVIEWER, Role.RECORDER, Role.EXPORTER})
RECORDERS: Roles = frozenset({Role.RECORDER})
REVIEWERS: Roles = frozenset({Role.REVIEWER})
HISTORIES: Roles = frozenset({Role.REVIEWER, Role.RECORDER})
JUDGEMENTS: Roles = frozenset({Role.DASHBOARD, Role.REVIEWER, Role.EXPORTER})
ADMINS: Roles = frozenset({Role.ADMIN})


def _by(roles: Roles, fields: str) -> dict[str, Roles]:
    return dict.fromkeys(fields.split(), roles)


def _list_of(roles: Roles) -> dict[str, Roles]:
    return _by(roles, "edges nodes pageInfo totalCount")


def _combined(conditions: Mapping[str, Roles]) -> Mapping[str, Roles]:
    """A filter's conditions, with what combines them: who may ask one of them may ask several."""
    return {**conditions, **_by(frozenset[Role]().union(*conditions.values()), "and or not")}


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
    "Query": (
        _by(
            FACTS,
            "operator services service purposes purpose items item policies policy consentTexts consentText"
            " recipients recipient contracts contract transfers transfer deliveries delivery"
            " anonymisedReleases anonymisedRelease",
        )
        | _by(JUDGEMENTS, "findings finding lapses calendar statistics")
        | _by(REVIEWERS, "ledger")
        | _by(ADMINS, "actors actor tokens token")
        | _by(FACTS | ADMINS, "node nodes")
        | _by(ANYONE, "viewer")
    ),
    "Mutation": _by(ADMINS, "registerActor changeActor setRoles endActor issueToken revokeToken")
    | _by(
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
        f"{noun}Payload": _by(RECORDERS, f"{node} written userErrors dryRun")
        for noun, node in (pair.split(":") for pair in _ANSWERS.split())
    },
    "ActorPayload": _by(ADMINS, "actor again userErrors"),
    "TokenPayload": _by(ADMINS, "token again userErrors"),
    "IssuedTokenPayload": _by(ADMINS, "token secret again userErrors"),
    "UserError": _by(RECORDERS | ADMINS, "code path message params"),
    "UserErrorParam": _by(RECORDERS | ADMINS, "name value"),
    "Written": _by(RECORDERS, "added corrected removed judgedAnew again"),
    "DryRun": _by(RECORDERS, "appear vanish appearing vanishing added corrected removed judgedAnew"),
    "ForeseenFinding": _by(RECORDERS, "transfer delivery code severity because from until about"),
    "Viewer": _by(ANYONE, "name kind roles token expiresAt"),
    "PageInfo": _by(FACTS | ADMINS, "hasNextPage hasPreviousPage startCursor endCursor"),
    "ServiceConnection": _list_of(FACTS),
    "ServiceEdge": _by(FACTS, "cursor node"),
    "PurposeConnection": _list_of(FACTS),
    "PurposeEdge": _by(FACTS, "cursor node"),
    "ItemConnection": _list_of(FACTS),
    "ItemEdge": _by(FACTS, "cursor node"),
    "PolicyConnection": _list_of(FACTS),
    "PolicyEdge": _by(FACTS, "cursor node"),
    "ConsentTextConnection": _list_of(FACTS),
    "ConsentTextEdge": _by(FACTS, "cursor node"),
    "RecipientConnection": _list_of(FACTS),
    "RecipientEdge": _by(FACTS, "cursor node"),
    "ContractConnection": _list_of(FACTS),
    "ContractEdge": _by(FACTS, "cursor node"),
    "TransferConnection": _list_of(FACTS),
    "TransferEdge": _by(FACTS, "cursor node"),
    "DeliveryConnection": _list_of(FACTS),
    "DeliveryEdge": _by(FACTS, "cursor node"),
    "AnonymisedReleaseConnection": _list_of(FACTS),
    "AnonymisedReleaseEdge": _by(FACTS, "cursor node"),
    "FindingConnection": _list_of(JUDGEMENTS),
    "FindingEdge": _by(JUDGEMENTS, "cursor node"),
    "CalendarEntryConnection": _list_of(JUDGEMENTS),
    "CalendarEntryEdge": _by(JUDGEMENTS, "cursor node"),
    "LapseConnection": _list_of(JUDGEMENTS),
    "LapseEdge": _by(JUDGEMENTS, "cursor node"),
    "Operator": _by(FACTS, "name country address representative contact timeZone academic limits note owner revision"),
    "Limits": _by(FACTS, "reviewMonths equivalentCheckMonths returnDays recordDays revision"),
    "Service": _by(FACTS, "id code name transfers note owner changedAt revision"),
    "Purpose": _by(FACTS, "id code name transfers note owner changedAt revision"),
    "Item": _by(FACTS, "id code name sensitive kind source transfers note owner changedAt revision"),
    "Policy": _by(
        FACTS, "id version from until purposes statesProvision jointUse optOut note owner changedAt revision"
    ),
    "JointUse": _by(FACTS, "users items purposes responsible from note owner"),
    "OptOut": _by(FACTS, "items recipients notifiedOn filedOn publishedOn from note owner"),
    "ConsentText": _by(
        FACTS,
        "id code from until anyRecipient recipientClass expressed foreign recipients items purposes transfers note"
        " owner changedAt revision",
    ),
    "ForeignPart": _by(FACTS, "countryNamed systemDescribed measuresDescribed unknownReason"),
    "Recipient": _by(
        FACTS,
        "id code name kind country japanBusiness address representative foreign corporateNumber sameEntity storedIn"
        " equivalentMeasures equivalentChecks continuationDifficultFrom screenings reviews subprocessors subprocessorOf"
        " versions contracts transfers note owner changedAt revision",
    ),
    "RecipientVersion": _by(
        FACTS, "from until changed name kind country japanBusiness address representative foreign note owner"
    ),
    "EquivalentMeasures": _by(FACTS, "kind from until note owner"),
    "Subprocessor": _by(FACTS, "recipient entrustedBy work from until approvedOn items note owner"),
    "Contract": (
        _by(
            FACTS,
            "id code recipient kind title work signedOn from until terminatedOn autoRenewsMonths autoRenewsNoticeDays"
            " renews renewedBy renewalChain inForce daysInForce confidentiality terms items purposes versions"
            " handlesPersonalData accessControlled"
            " returnWithinDays returnedOn note owner changedAt revision",
        )
        | _by(JUDGEMENTS, "transfers")
    ),
    "InForce": _by(FACTS, "from until"),
    "ContractVersion": _by(
        FACTS,
        "from until changed adds removes contractUntil confidentiality terms items purposes note owner",
    ),
    "Confidentiality": _by(FACTS, "survivesMonths bindsStaff bindsSubcontractors"),
    "Transfer": (
        _by(
            FACTS,
            "id code service recipient from until subjectClass method bases recordedContract declaredForeign ownUse"
            " mixed items purposes versions deliveries note owner changedAt revision",
        )
        | _by(JUDGEMENTS, "verdict findings basis contract foreign foreignMechanism recordRequired spans")
    ),
    "TransferVersion": _by(
        FACTS, "from until changed recordedContract declaredForeign ownUse mixed items purposes note owner"
    ),
    "Delivery": (
        _by(
            FACTS,
            "id code transfer at on items namesItems subjectCount subjectsListed record note owner changedAt revision",
        )
        | _by(JUDGEMENTS, "verdict findings basis contract foreign recordRequired")
    ),
    "DeliveryRecord": _by(FACTS, "madeOn method has deletedOn"),
    "DeliveryFinding": _by(JUDGEMENTS, "code title cure cites severity because about subjects from until"),
    "AnonymisedRelease": _by(
        FACTS, "id items recipients createdPublishedOn provisionPublishedOn method labelledOn note owner"
    ),
    "Span": _by(JUDGEMENTS, "from until verdict basis contract foreign foreignMechanism recordRequired"),
    "ConsentBasis": _by(FACTS, f"{_BASIS} texts"),
    "OutsourcingBasis": _by(FACTS, _BASIS),
    "MergerBasis": _by(FACTS, f"{_BASIS} instrument effectiveOn withinBusiness"),
    "GovernmentCooperationBasis": _by(
        FACTS, f"{_BASIS} requester affair statute necessity impediment document requestedOn delegatedBy"
    ),
    "OtherLawBasis": _by(FACTS, f"{_BASIS} ground statute article document foreignLaw consentDifficult necessity"),
    "ServiceFilter": _by(FACTS, "code search changedSince"),
    "PurposeFilter": _by(FACTS, "code search changedSince"),
    "ItemFilter": _by(FACTS, "code sensitive kind source search changedSince"),
    "PolicyFilter": _by(FACTS, "version on during statesProvision purpose recipient item search changedSince"),
    "ConsentTextFilter": _by(
        FACTS, "code on during recipient anyRecipient item purpose expressed foreign search changedSince"
    ),
    "RecipientFilter": _by(FACTS, "on code kind country foreign countryKnown sameEntity search changedSince"),
    "ContractFilter": _by(
        FACTS, "on code kind recipient confidentiality withTerm withoutTerm inForce endsBefore ends search changedSince"
    ),
    "TransferFilter": (
        _by(FACTS, "on code declaredForeign recipient country service item purpose activeDuring search changedSince")
        | _by(
            JUDGEMENTS,
            "verdict basis withoutBasis foreign mechanism recordRequired contract contractEndsBefore finding",
        )
    ),
    "DeliveryFilter": (
        _by(FACTS, "on code made transfer recipient service item recorded search changedSince")
        | _by(JUDGEMENTS, "foreign verdict finding recordRequired")
    ),
    "AnonymisedReleaseFilter": _by(FACTS, "item recipient createdPublished provisionPublished labelled"),
    "FindingFilter": _by(
        JUDGEMENTS, "on during code severity because foreign basis withoutBasis transfer recipient service"
    ),
    "CalendarEntryFilter": _by(JUDGEMENTS, "kind transfer contract recipient service"),
    "CalendarEntry": _by(JUDGEMENTS, "day kind transfer contract recipient finding delivery consentText policy"),
    "LapseFilter": _by(JUDGEMENTS, "kind severity transfer recipient service"),
    "Finding": _by(JUDGEMENTS, "id code title cure cites severity because from until about transfer"),
    "Lapse": _by(JUDGEMENTS, "day kind transfer finding contract"),
    "Statistics": _by(
        JUDGEMENTS,
        "on recorded transfers valid invalid notAProvision inactive foreign domestic recordRequired byVerdict byBasis"
        " byMechanism byService findings groups groupCount series",
    ),
    "StatisticsGroup": _by(JUDGEMENTS, f"{_COUNTED} quarter"),
    "StatisticsPoint": _by(JUDGEMENTS, f"{_COUNTED} on"),
    "VerdictCount": _by(JUDGEMENTS, "verdict transfers"),
    "BasisCount": _by(JUDGEMENTS, "basis transfers"),
    "MechanismCount": _by(JUDGEMENTS, "mechanism transfers"),
    "ServiceCount": _by(JUDGEMENTS, "service transfers invalid"),
    "FindingCount": _by(JUDGEMENTS, "code severity findings transfers"),
    "LedgerEventConnection": _list_of(HISTORIES),
    "LedgerEventEdge": _by(HISTORIES, "cursor node"),
    "LedgerEvent": _by(HISTORIES, "sequence recordedAt actor verb action list key entry before reason leaf"),
    "LedgerEventFilter": _by(HISTORIES, "list key actor verb action since until"),
    "ActorConnection": _list_of(ADMINS),
    "ActorEdge": _by(ADMINS, "cursor node"),
    "Actor": _by(ADMINS, "id name kind roles tokens createdAt endedAt"),
    "ActorFilter": _by(ADMINS, "name kind role ended"),
    "AccessTokenConnection": _list_of(ADMINS),
    "AccessTokenEdge": _by(ADMINS, "cursor node"),
    "AccessToken": _by(ADMINS, "id key prefix name actor roles narrowedTo createdAt expiresAt lastUsedAt revokedAt"),
    "AccessTokenFilter": _by(ADMINS, "key name actor role revoked expiresBefore unusedSince"),
}


def _with_history(row: Mapping[str, Roles]) -> Mapping[str, Roles]:
    """A noun's fields; what is recorded entry by entry, as its `revision` shows, has a history."""
    return {**row, "history": HISTORIES} if "revision" in row else row


READERS: Mapping[str, Mapping[str, Roles]] = {
    noun: _combined(row) if noun.endswith("Filter") else _with_history(row) for noun, row in _ROWS.items()
}
"""For each noun, and each of its fields, the roles that read it."""


COMMANDS: Mapping[str, Roles] = {
    "import": frozenset({Role.RECORDER}),
    "export": frozenset({Role.EXPORTER}),
    "dump": frozenset({Role.EXPORTER}),
}
"""For each command that asks as whom it is run, the roles that run it."""


def may_run(command: str, roles: Roles) -> bool:
    """Whether one of these roles runs that command; no, where the table does not say so."""
    return not roles.isdisjoint(COMMANDS.get(command, frozenset()))


def may_read(noun: str, name: str, roles: Roles) -> bool:
    """Whether one of these roles reads that field of that noun; no, where the table does not say so."""
    return not roles.isdisjoint(READERS.get(noun, {}).get(name, frozenset()))
