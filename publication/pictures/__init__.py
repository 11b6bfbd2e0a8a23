"""Pictures of the public record: each with its words, its rows as a table, and a Vega-Lite spec."""
