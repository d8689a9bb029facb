"""Addresses of workspaces themselves, below `/w/`."""

from django.urls import path

from workspaces import deletion_views, export_views, views

urlpatterns = [
    path("new/", views.new, name="workspace_new"),
    path("<slug:workspace>/settings/", views.edit, name="workspace_settings"),
    path("<slug:workspace>/settings/delete/", deletion_views.workspace_deletion, name="workspace_deletion"),
    path("<slug:workspace>/settings/export/", export_views.workspace_export, name="workspace_export"),
    path(
        "<slug:workspace>/settings/export/<int:export>.zip",
        export_views.workspace_export_file,
        name="workspace_export_file",
    ),
]
