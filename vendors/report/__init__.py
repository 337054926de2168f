"""What a check says: one pure document, and how it reads as JSON, as text, and as a printable page."""
