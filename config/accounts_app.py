"""Let allauth's accounts run under a middleware of ours, which passes public requests by."""

from allauth.account.apps import AccountConfig


class NewsroomAccountsConfig(AccountConfig):  # type: ignore[misc]  # allauth has no types
    """Set up ``allauth.account``, which would insist on its own middleware by name."""

    def ready(self) -> None:
        """Register the checks that allauth registers."""
        from allauth.account import checks  # noqa: F401
