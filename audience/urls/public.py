"""What anybody may ask of the audience's room: below a card, and by signed token."""

from django.urls import path

from audience import beacon
from audience.visitor import contact_views, own_views

urlpatterns = [
    path("l/<str:token>/correct", own_views.correct, name="lead_own_correct"),
    path("l/<str:token>/erase", own_views.erase, name="lead_own_erase"),
    path("l/<str:token>", own_views.own, name="lead_own"),
    path("<str:handle>/beacon", beacon.beacon, name="beacon"),
    path("<str:handle>/contact", contact_views.contact, name="contact"),
    path("<str:handle>/contact/thanks/<str:token>", contact_views.thanks, name="contact_thanks"),
    path("<str:handle>/contact/thanks/<str:token>/contact.vcf", contact_views.thanks_vcf, name="contact_thanks_vcf"),
]
