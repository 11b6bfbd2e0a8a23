"""Connect to PostgreSQL: to the embedded one, starting it when somebody first asks, or to a server.

Django loads `DatabaseWrapper` from here because the settings name `config.postgresql` as ENGINE. Starting
late keeps commands that need no database (collectstatic, a type check) from starting one.
"""

import select
from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError  # what the driver raises; Django translates it further out

from config import embedded


class DatabaseWrapper(base.DatabaseWrapper):
    """Behave as Django's PostgreSQL connection, and bring the embedded server up if it is down."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """Open a connection; join the embedded server first, and revive it once if it refuses."""
        cluster = embedded.at_sockets(conn_params.get("host", ""))
        if cluster is None:
            return super().get_new_connection(conn_params)
        embedded.join(cluster)
        try:
            return super().get_new_connection(conn_params)
        except OperationalError:
            embedded.revive(cluster)
            return super().get_new_connection(conn_params)

    def is_usable(self) -> bool:
        """Look whether the server hung up since the last request: the socket tells, nothing is asked."""
        if self.connection is None or self.connection.closed:
            return False
        heard = select.poll()
        heard.register(self.connection.fileno(), select.POLLIN)
        return not heard.poll(0)
