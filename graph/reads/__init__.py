"""Reads, compiled: a validated document becomes SQL in which the database builds the JSON."""
