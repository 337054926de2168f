"""The register file: its entries, reading it with every fault, writing it back, drafting it from a spreadsheet."""
