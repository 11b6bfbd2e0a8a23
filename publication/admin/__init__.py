from publication.admin import ledger

__all__ = ["ledger"]
