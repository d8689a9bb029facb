"""Booking addresses for anybody: below a card, and by signed token."""

from django.urls import include, path

urlpatterns = [
    path("", include("bookings.urls.feeds")),
]
