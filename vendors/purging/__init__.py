"""Purging: rows about persons go once the law no longer wants them kept, and what was said of them stays."""
