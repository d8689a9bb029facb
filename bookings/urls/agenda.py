"""The bookings of a workspace, below `/w/<workspace>/bookings/`."""

from django.urls import path

from bookings.owner import absence_views, agenda_views, booking_views, why_views

urlpatterns = [
    path("", agenda_views.agenda, name="agenda"),
    path("new/", booking_views.booking_new, name="booking_new"),
    path("blocked/new/", absence_views.absence_new, name="absence_new"),
    path("blocked/<int:absence>/", absence_views.absence, name="absence"),
    path("why/", why_views.why, name="why"),
    path("<int:booking>/", booking_views.booking, name="booking"),
    path("<int:booking>/move/", booking_views.booking_move, name="booking_move"),
]
