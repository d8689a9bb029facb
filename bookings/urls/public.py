"""Booking addresses for anybody: below a card, and by signed token."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
