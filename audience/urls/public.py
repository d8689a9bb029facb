"""What anybody may ask of the audience's room, below a card."""

from django.urls import path

from audience import beacon

urlpatterns = [
    path("<str:handle>/beacon", beacon.beacon, name="beacon"),
]
