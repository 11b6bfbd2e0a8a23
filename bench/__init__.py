"""Measure the desk on generated data; a command of its own, never part of the tests."""
