"""What a question costs: the values that its answer may hold, reckoned before anything is read.

A field counts once for each row of the pages around it, as if each page were full; a list that is no page counts as one
row. What counts rows costs extra, and so does what is computed row by row or looks at the schema, in Python.
"""

from graph.reads.asked import Ask
from graph.reads.plans import Plan

SCHEMA = 1_000
COMPUTED = 500
"""What a connection costs whose rows are computed, in values, beside its page."""
PERSON = 3
"""What each row of one costs."""


def cost(plan: Plan, ask: Ask) -> int:
    """The cost of a request; at least 1."""
    whole = len(plan.keys)
    for compiled in plan.rows.values():
        for pages, weight in compiled.weights:
            times = weight
            for size in pages:
                times *= size(ask)
            whole += times
    whole += sum(COMPUTED + PERSON * size(ask) for size in plan.pages)
    return whole + SCHEMA * plan.introspects
