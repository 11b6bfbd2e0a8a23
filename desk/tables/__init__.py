"""Load other people's tables: rows put into our words by files of decisions, then written as records."""
