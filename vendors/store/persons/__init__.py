"""What persons said, asked of the database: the one place that writes such statements."""
