"""How fast the reads are, measured against hand-written SQL in the same run."""
