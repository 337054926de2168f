"""The id of the rule set: a judgement is a function of (register, rule set), so a changed law shows."""

import hashlib
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent
_PARTS = ("facts/*.py", "findings.py", "judgement.py", "judging/*.py", "periods.py", "rules/*.py")
"""Rules, dated data and the algebra that they are written in, all by their source."""


def rule_set_id() -> str:
    """`sha256:` and the digest of the names and texts of every file that the law is written in."""
    digest = hashlib.sha256()
    for path in sorted(path for part in _PARTS for path in _PACKAGE.glob(part)):
        text = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{path.relative_to(_PACKAGE).as_posix()} {len(text)}\n".encode())
        digest.update(text)
    return f"sha256:{digest.hexdigest()}"
