"""The calendars of a workspace, below `/w/<workspace>/calendars/`."""

from django.urls import path

from bookings.owner import feed_views

urlpatterns = [
    path("<int:calendar>/feeds/", feed_views.calendar_feeds, name="calendar_feeds"),
]
