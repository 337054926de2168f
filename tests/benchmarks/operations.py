"""The two operations that are measured: Q1, a page of a filter, and Q2, one transfer with everything."""

import json
from urllib.parse import urlencode

from tests.benchmarks.generator import ON

FIELDS = """
  code from until subjectClass method
  verdict(on: $on) foreign(on: $on) foreignMechanism(on: $on) recordRequired(on: $on) declaredForeign(on: $on)
  service { code name } recipient { code name(on: $on) country(on: $on) }
  contract(on: $on) { code title until(on: $on) } purposes(on: $on) { code } items(on: $on) { code name }
  findings(on: $on) { code severity from until }
"""
Q1 = (
    "query Q1($on: Date!) { transfers(first: 50, filter: {on: $on, basis: [OUTSOURCING], foreign: true}, "
    "orderBy: {field: FROM, direction: DESC}) { edges { cursor node {" + FIELDS + "} } "
    "pageInfo { hasNextPage endCursor } } }"
)
Q2 = "query Q2($on: Date!, $code: String!) { transfer(code: $code) {" + FIELDS + "} }"
CODE = "transfer-0000777"


def body(document: str, by: str = "query", **variables: str) -> bytes:
    """The body of a request that asks the document; `by` its text, or by the id of a trusted one (`documentId`)."""
    return json.dumps({by: document, "variables": {"on": str(ON), **variables}}).encode()


DOCUMENTS = {"Q2": Q2}
"""The trusted documents of a service that is measured, by their ids."""
BODIES = {"Q1": body(Q1), "Q2": body(Q2, code=CODE), "Q2 trusted": body("Q2", by="documentId", code=CODE)}
BY_GET = {
    "Q2 trusted, GET": "?" + urlencode({"documentId": "Q2", "variables": json.dumps({"on": str(ON), "code": CODE})})
}
"""What is asked for by its address alone, as caches want it."""
_ONE = f"/q2?on={ON}&code={CODE}"
BARE = {"Q1": f"/q1?on={ON}", "Q2": _ONE, "Q2 trusted": _ONE, "Q2 trusted, GET": _ONE}
"""What the floor is asked for the same."""
