"""Whose the words of appointments are, and how they end (rule 37)."""

from typing import Final

from cardsite.kit.personal import KEY, MEMBERS, NOBODYS, VISITORS, Registry, told

FIELDS: Final[Registry] = {
    "bookings.Booking": told(
        {
            VISITORS: "name folded email phone answers_json extras_json guest_zone place_text",
            MEMBERS: "title",
            NOBODYS: "uid state zone local_start tzdata place price_kind currency language",
            KEY: "key",
        }
    ),
    "bookings.BookingEvent": told({NOBODYS: "verb", VISITORS: "data"}),
    "bookings.Reminder": told({NOBODYS: "channel"}),
    "bookings.Calendar": told({MEMBERS: "name notify week", NOBODYS: "zone"}),
    "bookings.Override": told({MEMBERS: "label windows"}),
    "bookings.Absence": told({MEMBERS: "note"}),
    "bookings.Feed": told({MEMBERS: "url name", NOBODYS: "etag digest error"}),
    "bookings.Service": told(
        {
            MEMBERS: "slug title text place_text questions_json extras_json",
            NOBODYS: "price_kind currency place reach reminders",
        }
    ),
}
