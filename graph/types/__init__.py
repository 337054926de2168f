"""What the schema is made of, one subject a file."""
