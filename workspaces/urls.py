"""Addresses of workspaces themselves, below `/w/`."""

from django.urls import path

from workspaces import deletion_views, export_views, views
from workspaces.team import leaving_views, log_views, member_views, notification_views

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
    path("<slug:workspace>/members/", member_views.members, name="members"),
    path("<slug:workspace>/members/leave/", leaving_views.member_leave, name="member_leave"),
    path("<slug:workspace>/members/<int:member>/", member_views.member, name="member"),
    path("<slug:workspace>/members/<int:member>/owner/", member_views.member_owner, name="member_owner"),
    path("<slug:workspace>/members/<int:member>/remove/", leaving_views.member_remove, name="member_remove"),
    path(
        "<slug:workspace>/members/invitations/<int:invitation>/",
        member_views.invitation_change,
        name="invitation_change",
    ),
    path("<slug:workspace>/notifications/", notification_views.notifications, name="notifications"),
    path("<slug:workspace>/log/", log_views.audit_log, name="audit_log"),
]
