"""The tables: what is stored, and nothing about how it is asked for or judged."""
