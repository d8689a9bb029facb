"""The bookings of a workspace, below `/w/<workspace>/bookings/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
