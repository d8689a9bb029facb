"""What a company says once for its cards, below `/w/<workspace>/company/`."""

from django.urls import path

from cards.editor import company_cards_views, company_logo_views, company_views

urlpatterns = [
    path("", company_views.company, name="company"),
    path("logo/", company_logo_views.company_logo, name="company_logo"),
    path("cards/", company_cards_views.company_cards, name="company_cards"),
]
