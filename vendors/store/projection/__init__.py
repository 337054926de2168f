"""Entries as rows: for each list of the register, the tables that it is read from."""
