"""A card's private addresses, below `/w/<workspace>/cards/`."""

from django.urls import path

from cards.editor import (
    chosen_views,
    code_views,
    contact_code_views,
    creating_views,
    design_views,
    file_views,
    history_views,
    managing_views,
    password_views,
    people_views,
    photo_views,
    share_views,
    sheet_views,
    show_app_views,
    show_views,
    signature_views,
    studio_views,
    titles_views,
    views,
)
from cards.importing import views as importing
from cards.onboarding import claim_views, list_views
from cards.printing import views as printing

urlpatterns = [
    path("new/", creating_views.card_new, name="card_new"),
    path("import/", importing.cards_import, name="cards_import"),
    path("titles/", titles_views.cards_titles, name="cards_titles"),
    path("import/people/<int:team_list>/", list_views.team_list, name="team_list"),
    path("chosen/", chosen_views.cards_chosen, name="cards_chosen"),
    path("print/", printing.cards_print, name="cards_print"),
    path("print/<int:bundle>.zip", printing.cards_bundle, name="cards_bundle"),
    path("handle/", creating_views.handle_check, name="handle_check"),
    path("<int:card>/", views.card_edit, name="card_edit"),
    path("<int:card>/draft/", views.card_save, name="card_save"),
    path("<int:card>/preview/", views.card_preview, name="card_preview"),
    path("<int:card>/designs/<slug:design>/", design_views.card_miniature, name="card_miniature"),
    path("<int:card>/undo/", views.card_undo, name="card_undo"),
    path("<int:card>/redo/", views.card_redo, name="card_redo"),
    path("<int:card>/publication/", views.card_publish, name="card_publish"),
    path("<int:card>/handle/", managing_views.card_handle, name="card_handle"),
    path("<int:card>/codes/", code_views.card_codes, name="card_codes"),
    path("<int:card>/codes/<int:code>/", code_views.card_code, name="card_code"),
    path("<int:card>/codes/<int:code>/state/", code_views.card_code_state, name="card_code_state"),
    path("<int:card>/codes/<int:code>/style/", studio_views.code_studio, name="code_studio"),
    path("<int:card>/codes/<int:code>/style/picture/", studio_views.code_studio_picture, name="code_studio_picture"),
    path("<int:card>/codes/<int:code>/print/", sheet_views.code_sheets, name="code_sheets"),
    path("<int:card>/codes/<int:code>/print/<slug:sheet>/", sheet_views.code_sheet, name="code_sheet"),
    path("<int:card>/contact-code/", contact_code_views.card_contact_code, name="card_contact_code"),
    path(
        "<int:card>/contact-code/<str:kind>/", contact_code_views.card_contact_code_file, name="card_contact_code_file"
    ),
    path("<int:card>/codes/<int:code>/<str:kind>/", code_views.card_code_file, name="card_code_file"),
    path("<int:card>/share/", share_views.card_share, name="card_share"),
    path("<int:card>/share/signature/", signature_views.card_signature, name="card_signature"),
    path(
        "<int:card>/share/signature/<str:layout>/", signature_views.card_signature_sample, name="card_signature_sample"
    ),
    path("<int:card>/share/tag/", share_views.card_tag, name="card_tag"),
    path("<int:card>/phones/", share_views.card_phones, name="card_phones"),
    path("<int:card>/show/", show_views.card_show, name="card_show"),
    path("<int:card>/show/contact.svg", show_app_views.card_show_contact, name="card_show_contact"),
    path("<int:card>/show/app.webmanifest", show_app_views.card_show_app, name="card_show_app"),
    path("<int:card>/show/worker.js", show_app_views.card_show_worker, name="card_show_worker"),
    path("<int:card>/photo/<str:purpose>/", photo_views.card_photo, name="card_photo"),
    path("<int:card>/file/", file_views.card_file, name="card_file"),
    path("<int:card>/password/", password_views.card_password, name="card_password"),
    path("<int:card>/pause/", managing_views.card_pause, name="card_pause"),
    path("<int:card>/people/", people_views.card_people, name="card_people"),
    path("<int:card>/people/new/", claim_views.card_person, name="card_person"),
    path("<int:card>/export/", importing.card_export, name="card_export"),
    path("<int:card>/duplicate/", managing_views.card_duplicate, name="card_duplicate"),
    path("<int:card>/delete/", managing_views.card_delete, name="card_delete"),
    path("<int:card>/restore/", managing_views.card_restore, name="card_restore"),
    path("<int:card>/history/", history_views.card_history, name="card_history"),
    path("<int:card>/history/<int:number>/", history_views.card_version, name="card_version"),
    path("<int:card>/history/<int:number>/restore/", history_views.card_version_restore, name="card_version_restore"),
]
