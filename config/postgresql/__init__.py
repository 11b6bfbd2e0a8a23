"""Name the database engine of local mode: Django's own, in front of the embedded server."""
