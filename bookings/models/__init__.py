"""Tables of the bookings app, one module a subject."""

from bookings.models.booking import Booking, BookingEvent, Reminder
from bookings.models.calendar import Absence, Calendar, Override
from bookings.models.feed import Feed, FeedBusy
from bookings.models.occupancy import Occupancy
from bookings.models.service import Offering, Service

__all__ = [
    "Absence",
    "Booking",
    "BookingEvent",
    "Calendar",
    "Feed",
    "FeedBusy",
    "Occupancy",
    "Offering",
    "Override",
    "Reminder",
    "Service",
]
