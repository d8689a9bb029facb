"""A connection that waits for no answer longer than it may (F8)."""

import time

import psycopg
import pytest

from cardsite.kit.postgres import PatientConnection
from tests.engines import Postgres


def test_a_silent_database_is_left_and_a_patient_one_is_heard(postgres: Postgres):
    """The control: without a limit the same answer comes."""
    with PatientConnection.connect(postgres.url("postgres"), autocommit=True) as connection:
        connection.patience = None
        assert connection.execute("SELECT 1 FROM pg_sleep(0.4)").fetchall() == [(1,)]
        connection.patience = 0.2
        begun = time.monotonic()
        with pytest.raises(psycopg.OperationalError, match=r"silent for 0\.2 seconds"):
            connection.execute("SELECT 1 FROM pg_sleep(30)")
        assert (time.monotonic() - begun < 5, connection.closed) == (True, True)
