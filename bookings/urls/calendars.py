"""The calendars of a workspace, below `/w/<workspace>/calendars/`."""

from django.urls import path

from bookings.owner import calendar_views, feed_views, hours_views

urlpatterns = [
    path("", calendar_views.calendars, name="calendars"),
    path("new/", calendar_views.calendar_new, name="calendar_new"),
    path("<int:calendar>/", calendar_views.calendar, name="calendar"),
    path("<int:calendar>/hours/", hours_views.calendar_hours, name="calendar_hours"),
    path("<int:calendar>/days/", hours_views.calendar_overrides, name="calendar_overrides"),
    path("<int:calendar>/zone/", calendar_views.calendar_zone, name="calendar_zone"),
    path("<int:calendar>/feeds/", feed_views.calendar_feeds, name="calendar_feeds"),
    path("<int:calendar>/archive/", calendar_views.calendar_archive, name="calendar_archive"),
]
