from relations.admin import agreements, countries, passages, people, sources

__all__ = ["agreements", "countries", "passages", "people", "sources"]
