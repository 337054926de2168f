"""The entries of a register, in the shape of its file (REGISTER.md, Shape): the facts that everything else reads.

An absent optional field is `None` (or empty) and means "not known, not there", never "fine"; an absent boolean stays
`None`, so that a finding can say whether it rests on nothing or on a contrary entry. Periods are inclusive days, and a
missing `until` is open-ended. `from` is spelled `from_` here, for Python keeps the word to itself.

Whoever holds a `Register` from `read_register` may rely on it whole: every reference resolves, no period is reversed.
"""
