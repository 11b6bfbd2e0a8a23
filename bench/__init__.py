"""Measure the desk and the public record on generated data; commands of their own, never part of the tests."""
