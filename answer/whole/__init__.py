"""Questions about the whole call: answered by going through every Turn (or the question ledger), not by retrieval."""
