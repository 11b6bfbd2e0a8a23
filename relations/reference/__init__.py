"""Hold the reference data: countries, sectors, and how other people label countries.

The tables in ``data/`` are the reviewed master copies; ``docs/decisions/country-data.md`` says where they
came from and how to change them.
"""
