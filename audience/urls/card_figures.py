"""What the audience adds to a card's private addresses, below `/w/<workspace>/cards/`."""

from django.urls import path

from audience import figure_views

urlpatterns = [path("<int:card>/figures/", figure_views.card_figures, name="card_figures")]
