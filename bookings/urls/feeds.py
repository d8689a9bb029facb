"""The private addresses of calendars, for calendar programs."""

from django.urls import path

from bookings import feeds

urlpatterns = [path("feeds/<str:token>.ics", feeds.feed, name="feed")]
