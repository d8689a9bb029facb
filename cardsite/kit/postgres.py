"""How PostgreSQL is reached: by a pool, whose connections wait for no answer longer than a request may (F8).

The server ends a statement that takes too long (rule 16). One that hangs, or a network that swallows everything, ends
nothing: then the client must.
"""

from typing import Any, Final

import psycopg
from psycopg import errors

ANSWER_SECONDS: Final = 5.5
"""A little more than the server's own `statement_timeout`, whose error says more."""


class PatientConnection(psycopg.Connection[Any]):
    """Raises `OperationalError` and is closed when the server is silent for `patience` seconds; `None` is for ever."""

    patience: float | None = ANSWER_SECONDS

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        if timeout is not None:  # whoever waits for a notification
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, self.patience)
        except errors._WaitTimeout:
            self.close()
            raise psycopg.OperationalError(f"the database was silent for {self.patience} seconds") from None


def options(*, pool: int) -> dict[str, Any]:
    """Of Django's `OPTIONS`, with as many connections at the most (rule 16; F7)."""
    return {
        "connect_timeout": 3,
        "pool": {
            "connection_class": PatientConnection,
            "min_size": 1,
            "max_size": pool,
            "timeout": 1.7,  # or whoever asks while the database is away hears of it too late
            "reconnect_timeout": 1,  # or the pool would look for it ever more rarely
        },
        "options": "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000",
    }
