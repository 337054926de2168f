"""Backups: everything that a database holds, as of one moment, in one file that either engine is restored from."""
