"""The working form of each kind of record, and how it is written."""
