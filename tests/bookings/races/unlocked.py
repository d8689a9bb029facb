"""The program's settings, with the lock of the bookings taken away."""

from cardsite.settings import *  # noqa: F403
from cardsite.settings import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.bookings.races.saboteur.SaboteurConfig"]
