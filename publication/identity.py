"""Give records their identity."""

from uuid import UUID

from uuid_utils.compat import uuid7


def new_id() -> UUID:
    """Make a UUIDv7 (RFC 9562): unique anywhere, and in order of creation."""
    return uuid7()
