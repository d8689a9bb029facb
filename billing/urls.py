"""Addresses below `/w/<workspace>/billing/`."""

from django.urls import path

from billing.owner import views

urlpatterns = [
    path("", views.billing, name="billing"),
    path("change/", views.billing_change, name="billing_change"),
    path("cancel/", views.billing_cancel, name="billing_cancel"),
    path("done/", views.billing_done, name="billing_done"),
]
