"""References of persons, encrypted where they are stored, if a key is set: a stolen file names nobody.

The same reference is always stored as the same text, so SQL compares, joins and counts as it would without a key. All
statements go through one door, which encrypts what is stored or compared and decrypts what comes back; nobody else
knows of it.
"""
