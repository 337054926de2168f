"""The stored register: its database, its rows and judgement, loading it and getting it back."""
