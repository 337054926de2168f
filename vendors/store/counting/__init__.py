"""Counts of transfers, kept: exact after every change, in its transaction, at a cost that follows what changes."""
