"""Private addresses of people, below `/w/<workspace>/people/`."""

from django.urls import path

from audience.people import views

urlpatterns = [
    path("", views.people, name="people"),
    path("<slug:source>/<int:row>/", views.person, name="person"),
]
