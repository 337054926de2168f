"""How rules and facts become a judgement: findings of a transfer, its spans, and the answer for a delivery."""
