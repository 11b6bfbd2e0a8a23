"""Merge two records of one kind: all that refers to the one refers to the other afterwards."""
