"""What persons say, appended beside what is there: consents and withdrawals, in batches of any size."""
