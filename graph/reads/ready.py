"""Trusted documents made ready: parsed, weighed and validated at the start, so that asking one costs a look-up."""

from graphql import DocumentNode, OperationDefinitionNode

from graph.reads.lookups import Lookup
from graph.reads.plans import Prepared
from graph.reads.questions import Questions, Wording, check_safe, chosen
from graph.reads.refusals import Code, Refusals, Refused
from graph.trusted import ENDING, Documents, DocumentsRefused, Fault
from models.vocabulary import Role


class Ready:
    """The trusted documents of a service, by id and operation."""

    def __init__(self, questions: Questions, documents: Documents) -> None:
        """Raise `DocumentsRefused`, with every fault, where one of them could not be answered."""
        self.only = documents.only
        self._documents: dict[str, DocumentNode] = {}
        self._prepared: dict[tuple[str, str | None], Wording] = {}
        self.lookups: dict[tuple[str | None, str | None, frozenset[Role]], Lookup] = {}
        """Those that were found to be look-ups, by id, operation, and the roles of who asked."""
        faults: list[Fault] = []
        for name, text in documents.texts.items():
            try:
                document = questions.read(text)
            except Refusals as refused:
                faults += [_fault(name, one) for one in refused.refusals]
                continue
            operations = [one for one in document.definitions if isinstance(one, OperationDefinitionNode)]
            if not operations:
                faults.append(Fault(f"{name}{ENDING}", "It has no operation.", "操作がありません。"))
            for one in documents.ids(name):
                self._documents[one] = document
            for operation in operations:
                prepared = Wording(Prepared(document, operation), text)
                for one in documents.ids(name):
                    if operation.name is not None:
                        self._prepared[one, operation.name.value] = prepared
                    if len(operations) == 1:
                        self._prepared[one, None] = prepared
        if faults:
            raise DocumentsRefused(faults)

    def prepared(self, document: str, operation: str | None, *, safe: bool) -> Wording:
        """The document of that id; raises `Refusals` for one that is not known, or has no such operation."""
        found = self._prepared.get((document, operation))
        if found is None:
            whole = self._documents.get(document)
            if whole is None:
                raise Refusals([_unknown()])
            found = Wording(Prepared(whole, chosen(whole, operation)), whole.loc.source.body if whole.loc else "")
        if safe:
            check_safe(found.prepared.operation)
        return found

    def check(self) -> None:
        """Refuse a document that came with the request where only trusted ones are answered."""
        if self.only:
            raise Refusals(
                [
                    Refused(
                        Code.DOCUMENT_UNTRUSTED,
                        "Only trusted documents are answered here; send `documentId` in place of `query`.",
                        "登録済みの文書だけに応答します。`query` の代わりに `documentId` を送ってください。",
                    )
                ]
            )


def _unknown() -> Refused:
    return Refused(
        Code.DOCUMENT_UNKNOWN,
        "`documentId` names no trusted document of this service.",
        "`documentId` に当たる登録済みの文書はありません。",
    )


def _fault(name: str, refused: Refused) -> Fault:
    line, column = next(iter(refused.locations), (0, 0))
    place = f"{name}{ENDING}:{line}:{column}" if line else f"{name}{ENDING}"
    return Fault(place, refused.en, refused.ja)
