"""A whole register: all of its entries, in the shape of its file."""

from typing import Literal

from pydantic import Field

from vendors.register.entries.consent_text import ConsentText
from vendors.register.entries.contract import Contract
from vendors.register.entries.delivery import AnonymisedRelease, Delivery
from vendors.register.entries.operator import Item, Limits, Operator, Policy, Purpose, Service
from vendors.register.entries.part import InOrder, Part
from vendors.register.entries.person import Consent, Stop
from vendors.register.entries.recipient import Recipient
from vendors.register.entries.transfer import Transfer


class Register(Part):
    """A whole register. The order of its entries says nothing, so they are kept in one: by code, day or content."""

    register_: Literal[1] = Field(alias="register")
    operator: Operator
    limits: Limits = Limits()
    services: InOrder[Service] = ()
    purposes: InOrder[Purpose] = ()
    items: InOrder[Item] = ()
    policies: InOrder[Policy] = ()
    recipients: InOrder[Recipient] = ()
    contracts: InOrder[Contract] = ()
    consent_texts: InOrder[ConsentText] = ()
    transfers: InOrder[Transfer] = ()
    consents: InOrder[Consent] = ()
    deliveries: InOrder[Delivery] = ()
    anonymised_releases: InOrder[AnonymisedRelease] = ()
    stops: InOrder[Stop] = ()
