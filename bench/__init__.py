"""Measure the desk and the public record on generated data; commands of their own, no part of the tests."""
