"""The services of a workspace, below `/w/<workspace>/services/`."""

from django.urls import path

from bookings.owner import service_views

urlpatterns = [
    path("", service_views.services, name="services"),
    path("new/", service_views.service_new, name="service_new"),
    path("<int:service>/", service_views.service, name="service"),
    path("<int:service>/archive/", service_views.service_archive, name="service_archive"),
]
