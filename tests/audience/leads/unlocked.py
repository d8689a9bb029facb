"""The program's settings, with the lock that keeps sendings apart taken away."""

from tests.patient import *  # noqa: F403
from tests.patient import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.audience.leads.saboteur.SaboteurConfig"]
