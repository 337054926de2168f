"""The gate: whose data may be provided, asked before it leaves."""
