"""Load other people's data: a format for each kind of file, all with the same promises.

Every format reads its files to the end before it writes, is idempotent by data set and row key, reports each
row it cannot load, and stops for none.
"""
