"""The law and the work: knows no HTTP and no GraphQL."""
