"""Connect to the embedded PostgreSQL, starting it when somebody first asks for a connection.

Django loads `DatabaseWrapper` from here because local mode names `config.postgresql` as ENGINE. Starting
late keeps commands that need no database (collectstatic, a type check) from starting one.
"""

from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError  # what the driver raises; Django translates it further out

from config import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    """Behave as Django's PostgreSQL connection, and bring the embedded server up if it is down."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection; join the server first, and revive it once if it refuses."""
        cluster = embedded.at_sockets(conn_params["host"])
        embedded.join(cluster)
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            embedded.revive(cluster)
            return super().get_new_connection(conn_params)
