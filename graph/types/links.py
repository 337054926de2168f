"""Rows that a row names, several of a kind."""

from graph.reads.rows import Many


def named_by(link: str, of: str, table: str, column: str = "") -> Many:
    """The rows of a table that a row names, by a table that links its column `of` to each; in order of their codes."""
    return Many(
        table,
        joins=f" join {link} link on link.{column or table}_id = {{it}}.id",
        where=f"link.{of}_id = {{row}}.id",
        order="{it}.code",
    )
