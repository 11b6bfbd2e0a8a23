"""Hold the stories recorded by hand: a text, and a record file with what an editor read in it.

A record file is one JSON object in the shape of ``record.py``; its passages are cut from the text beside it.
"""
