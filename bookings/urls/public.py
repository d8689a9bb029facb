"""Booking addresses for anybody: below a card, and by signed token. A service is never called `next`."""

from django.urls import include, path

from bookings.guest import book_views, manage_views

urlpatterns = [
    path("", include("bookings.urls.feeds")),
    path("b/<str:token>.ics", manage_views.manage_ics, name="manage_ics"),
    path("b/<str:token>/move", manage_views.manage_move, name="manage_move"),
    path("b/<str:token>/cancel", manage_views.manage_cancel, name="manage_cancel"),
    path("b/<str:token>", manage_views.manage, name="manage"),
    path("<str:handle>/book", book_views.services, name="book"),
    path("<str:handle>/book/next", book_views.next_times, name="book_next"),
    path("<str:handle>/book/<slug:service>", book_views.book, name="book_service"),
]
