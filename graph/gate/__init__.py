"""The gate's doors: a field for a few persons, a route through which any number stream."""
