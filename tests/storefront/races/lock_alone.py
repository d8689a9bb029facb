"""The program's settings, with what keeps stock from being sold twice taken away: guard."""

from cardsite.settings import *  # noqa: F403
from cardsite.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.storefront.races.saboteur.SaboteurConfig"]
SABOTAGED = "guard".split()
