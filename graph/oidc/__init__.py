"""Bearer tokens of an OpenID Connect provider: its keys, and whom it vouches for."""
