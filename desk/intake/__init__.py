"""Take in a story's file: its text is read in a process of its own, which has bounds and no secrets."""
