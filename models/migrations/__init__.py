"""The changes of the schema, in order; each is applied once."""
