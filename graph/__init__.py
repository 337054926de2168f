"""The doors: everything that faces outward."""
