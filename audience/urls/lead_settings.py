"""The settings of leads, below `/w/<workspace>/leads/settings/`."""

from django.urls import path

from audience.owner import settings_views

urlpatterns = [path("", settings_views.lead_settings, name="lead_settings")]
