"""How a text is read: every number and every mention of every clause, and what came of them."""
