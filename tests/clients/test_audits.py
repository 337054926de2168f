"""The audits of graphql-http, the reference of GraphQL over HTTP."""

import json

import pytest

from tests.clients.conftest import Node, Service

pytestmark = pytest.mark.clients


def test_every_audit_of_graphql_over_http_passes(node: Node, service: Service) -> None:
    """All 61, those that only warn included."""
    audits = [json.loads(line) for line in node("audits.mjs", service.url, service.token).splitlines()]

    assert len(audits) == 61
    assert [audit for audit in audits if audit["status"] != "ok"] == []
