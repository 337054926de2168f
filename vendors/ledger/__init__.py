"""The ledger: what was done to the register, one event after the other, in a tree that shows a rewritten past."""
