"""The figures of a workspace, below `/w/<workspace>/figures/`."""

from django.urls import path

from audience import figure_views

urlpatterns = [path("", figure_views.workspace_figures, name="figures")]
