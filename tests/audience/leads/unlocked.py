"""The program's settings, with the lock that keeps sendings apart taken away."""

from tests.patient import *  # noqa: F403
from tests.patient import DATABASES as _DATABASES
from tests.patient import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.audience.leads.saboteur.SaboteurConfig"]
_DATABASES["default"].get("OPTIONS", {}).pop("transaction_mode", None)  # SQLite's lock is the beginning of its writing
