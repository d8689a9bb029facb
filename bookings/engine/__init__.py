"""The slot engine: which times can be booked, and why others cannot (B1–B18).

Pure: rows come in as values, `now` is given, instants go out as seconds since the epoch.
"""

from bookings.engine.explaining import Reason, explain
from bookings.engine.slots import SpanTooLong, is_bookable, least_busy, slots
from cardsite.kit.hours import UnknownZone

__all__ = ["Reason", "SpanTooLong", "UnknownZone", "explain", "is_bookable", "least_busy", "slots"]
