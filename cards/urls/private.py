"""A card's private addresses, below `/w/<workspace>/cards/`."""

from django.urls import path

from cards.editor import creating_views, views

urlpatterns = [
    path("new/", creating_views.card_new, name="card_new"),
    path("handle/", creating_views.handle_check, name="handle_check"),
    path("<int:card>/", views.card_edit, name="card_edit"),
    path("<int:card>/draft/", views.card_save, name="card_save"),
    path("<int:card>/preview/", views.card_preview, name="card_preview"),
    path("<int:card>/undo/", views.card_undo, name="card_undo"),
    path("<int:card>/redo/", views.card_redo, name="card_redo"),
    path("<int:card>/publication/", views.card_publish, name="card_publish"),
]
