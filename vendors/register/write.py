"""Writing a register file: one way to write each register, so that equal registers are equal bytes."""

from vendors.register.documents import register_document
from vendors.register.entries.register import Register
from vendors.register.yaml_text import emit


def write_register(register: Register) -> bytes:
    """The register as a file that `read_register` reads back to an equal one: UTF-8, LF, entries in their order."""
    return emit(register_document(register)).encode()
