"""The calendars of a workspace, below `/w/<workspace>/calendars/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
