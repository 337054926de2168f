"""Requests of persons (APPI 32 to 39): how they are handled, step by step, and what the ledger knows of them."""
