"""Verbs: what is done to single entries of the stored register, by the same law and on the same way as a file."""
