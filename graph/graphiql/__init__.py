"""GraphiQL for developers who have a token: a page that asks nothing of any other address."""
