"""Private addresses of the inbox, below `/w/<workspace>/leads/`."""

from django.urls import path

from audience.inbox import export_views, join_views, lead_views, list_views

urlpatterns = [
    path("", list_views.leads, name="leads"),
    path("delete/", list_views.leads_delete, name="leads_delete"),
    path("export.csv", export_views.leads_export, {"kind": "csv"}, name="leads_export_csv"),
    path("export.vcf", export_views.leads_export, {"kind": "vcf"}, name="leads_export_vcf"),
    path("<int:lead>/", lead_views.lead, name="lead"),
    path("<int:lead>/contact.vcf", export_views.lead_contact, name="lead_contact"),
    path("<int:lead>/join/", join_views.lead_join, name="lead_join"),
    path("<int:lead>/delete/", lead_views.lead_delete, name="lead_delete"),
]
