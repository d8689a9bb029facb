"""Where the links of the audience's mails lead."""

from django.urls import path

from audience import weekly_views

urlpatterns = [path("unsubscribe/<str:token>", weekly_views.weekly_off, name="weekly_off")]
