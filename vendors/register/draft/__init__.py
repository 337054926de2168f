"""A spreadsheet becomes a draft register: what it says is taken over, what it does not say stays absent.

Nothing here asks a clock, a network or a locale, so the same sheet gives the same bytes.
"""
