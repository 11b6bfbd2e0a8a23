"""The same record as a decent project keeps it: normalised tables and Django REST framework, for comparison.

A Django project of its own: nothing of ours is imported but the place of the embedded PostgreSQL.
"""
