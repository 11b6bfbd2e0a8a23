"""Serve the record editor: one page that holds a working form beside the story it is read in."""
