"""The engine that settings name; Django looks for it under this name."""

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from cardsite.kit.postgresql.outage import outage


class DatabaseWrapper(base.DatabaseWrapper):
    """While the database is away one waits for it, and whoever else asks is told at once.

    Else every request would hold its thread for as long as the pool waits, remembered pages would stand behind them,
    and the last of many would hear of it after half a minute.
    """

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        with outage.looked_for(psycopg.OperationalError):
            return super().get_new_connection(conn_params)
