from events.admin import disputes, event

__all__ = ["disputes", "event"]
