"""Addresses of workspaces themselves, below `/w/`."""

from django.urls import path

from workspaces import views

urlpatterns = [
    path("new/", views.new, name="workspace_new"),
    path("<slug:workspace>/settings/", views.edit, name="workspace_settings"),
]
