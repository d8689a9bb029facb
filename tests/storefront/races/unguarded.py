"""The program's settings, with what keeps stock from being sold twice taken away: lock and guard."""

from tests.patient import *  # noqa: F403
from tests.patient import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.storefront.races.saboteur.SaboteurConfig"]
SABOTAGED = "lock guard".split()
