"""A register with something of everything that can be asked for."""

from datetime import date

from tests.graph.desk import TODAY
from vendors.demo.register import demo_register
from vendors.register.entries.operator import Policy
from vendors.register.entries.register import Register

COMING = Policy.model_validate(
    {
        "version": "2030-01-01",
        "from": date(2030, 1, 1),
        "purposes": ["notices"],
        "joint_use": [
            {"users": ["group"], "items": ["name"], "purposes": ["notices"], "from": date(2030, 1, 1)},
        ],
        "opt_out": [{"items": ["email"], "recipients": ["list-broker"], "from": date(2030, 1, 1)}],
    }
)
"""What the demo register has nothing of: notice of joint use, and of opt-out."""


def everything() -> Register:
    """The demo register, and a coming policy."""
    register = demo_register(TODAY)
    return register.model_copy(update={"policies": (*register.policies, COMING)})
