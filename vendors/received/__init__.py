"""Data received from third parties (APPI 30): the verbs on it, what is said of it, and what the ledger knows of it."""
