"""Frozen facts that rules read: the register's entries, joined and laid out over days. No judgement is made here."""
