"""The services of a workspace, below `/w/<workspace>/services/`."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
