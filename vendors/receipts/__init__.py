"""The receipt of a consent, to show to the person: to what he agreed, when, and the proof that it is on record."""
