"""The program's settings, with the lock of the bookings taken away."""

from tests.patient import *  # noqa: F403
from tests.patient import INSTALLED_APPS as _APPS

INSTALLED_APPS = [*_APPS, "tests.bookings.races.saboteur.SaboteurConfig"]
