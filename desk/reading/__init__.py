"""Read a story: its sentences, whom and what they name, and what kind of statement each may be."""
