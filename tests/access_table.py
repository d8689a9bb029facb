"""Who may do what at every address, said once more by hand: a wrong right in the program disagrees with this table."""

from dataclasses import dataclass, field
from typing import Final

ALL: Final = frozenset({"owner", "admin", "editor", "viewer"})
EDITORS: Final = frozenset({"owner", "admin", "editor"})
ADMINS: Final = frozenset({"owner", "admin"})
OWNERS: Final = frozenset({"owner"})

LOOK: Final = frozenset({"GET", "HEAD"})
ACT: Final = frozenset({"POST"})
FORM: Final = LOOK | ACT


@dataclass(frozen=True)
class Row:
    """Roles that may read and that may write, the methods the address takes, and what a form of it sends.

    `bare` is the answer where nothing but a file could be sent, and none is.
    """

    read: frozenset[str]
    write: frozenset[str]
    methods: frozenset[str]
    form: dict[str, str] = field(default_factory=dict)
    bare: int = 0


SETTINGS: Final = {"name": "Mallory", "address": "", "zone": "UTC", "language": "en", "currency": "EUR"}

SERVICE: Final = {
    **{f"{part}-{count}_FORMS": "0" for part in ("questions", "extras") for count in ("TOTAL", "INITIAL")},
    **dict.fromkeys(("before", "after", "moves", "notice_0", "move_until_0", "cancel_until_0"), "0"),
    **dict.fromkeys(("notice_1", "move_until_1", "cancel_until_1"), "60"),
    **dict.fromkeys(("horizon", "seats", "open_per_guest"), "1"),
    "title": "Mallory",
    "duration": "30",
    "price_kind": "none",
    "currency_chosen": "EUR",
    "place": "here",
    "reach": "either",
    "slug": "mallory",
}

SHOP: Final = {
    "act": "save",
    "title": "Mallory",
    "way": "look",
    "currency": "EUR",
    "tax": "none",
    "lead_0": "0",
    "lead_1": "60",
    "horizon": "5",
    "window_0": "30",
    "window_1": "1",
    "pickup": "on",
}

ZONES: Final = {
    "zones-TOTAL_FORMS": "1",
    "zones-INITIAL_FORMS": "0",
    "zones-0-title": "Mallory",
    "zones-0-kind": "postcode",
    "zones-0-names": "LS6",
}

COUPON: Final = {"code": "MALLORY", "kind": "share", "worth": "10"}

PRODUCT: Final = {
    **{
        f"{part}-{count}_FORMS": "0"
        for part in ("pictures", "options", "addons", "writings")
        for count in ("TOTAL", "INITIAL")
    },
    "title": "Mallory",
    "price_kind": "request",
    "slug": "mallory",
}

ORDER: Final = {
    **dict.fromkeys(("lines-TOTAL_FORMS", "seen"), "1"),
    "lines-INITIAL_FORMS": "0",
    "lines-0-title": "Mallory",
    "lines-0-quantity": "1",
    "lines-0-unit": "1",
}

PACES: Final = dict.fromkeys(("leads", "figures", "bookings", "agenda", "orders", "evening"), "never")

STYLE: Final = {"act": "use", "dark": "#123456", "light": "#ffffff", "modules": "dots", "eyes": "circle"}

WORKSPACE: Final = {
    "tray": Row(ALL, ALL, LOOK),
    "workspace_settings": Row(ALL, ADMINS, FORM, SETTINGS),
    "workspace_deletion": Row(ALL, OWNERS, FORM, {"act": "undelete"}),
    "workspace_export": Row(OWNERS, OWNERS, FORM, {"act": "make"}),
    "workspace_export_file": Row(OWNERS, OWNERS, LOOK),
    "lead_settings": Row(ALL, ADMINS, FORM, {"kept_months": "12"}),
    "notifications": Row(ALL, ALL, FORM, PACES),
    "members": Row(ALL, ADMINS, FORM, {"email": "mallory@example.com", "role": "viewer"}),
    "member": Row(ADMINS, ADMINS, FORM, {"role": "viewer"}),
    "member_owner": Row(OWNERS, OWNERS, FORM),
    "member_remove": Row(ADMINS, ADMINS, FORM, {"fate": "stay"}),
    "member_leave": Row(ALL, ALL, FORM, {"fate": "stay"}),
    "invitation_change": Row(ADMINS, ADMINS, ACT, {"act": "revoke"}),
    "audit_log": Row(ADMINS, ADMINS, LOOK),
    "company": Row(ALL, ADMINS, FORM, {"organisation": "Mallory", "version": "1", "act": "save"}),
    "company_logo": Row(ADMINS, ADMINS, FORM, {"act": "remove"}),
    "company_cards": Row(ALL, ADMINS, FORM, {"all": "organisation"}),
    "cards_titles": Row(EDITORS, EDITORS, FORM),
    "card_people": Row(ADMINS, ADMINS, FORM),
    "card_new": Row(ADMINS, ADMINS, FORM, {"name": "Mallory", "purpose": "contact"}),
    "cards_import": Row(ADMINS, ADMINS, FORM, bare=422),
    "team_list": Row(ADMINS, ADMINS, FORM, {"act": "discard"}),
    "cards_chosen": Row(ADMINS, ADMINS, ACT, {"act": "publish"}),
    "cards_print": Row(ADMINS, ADMINS, FORM, {"part": "svg"}),
    "cards_bundle": Row(ADMINS, ADMINS, LOOK),
    "card_person": Row(ADMINS, ADMINS, FORM, {"email": "mallory@example.com"}),
    "handle_check": Row(ALL, ALL, LOOK),
    "card_edit": Row(ALL, ALL, LOOK),
    "card_preview": Row(ALL, ALL, LOOK),
    "card_miniature": Row(ALL, ALL, LOOK),
    "card_save": Row(EDITORS, EDITORS, ACT, {"face-given": "Mallory"}),
    "card_undo": Row(EDITORS, EDITORS, ACT),
    "card_redo": Row(EDITORS, EDITORS, ACT),
    "card_publish": Row(EDITORS, EDITORS, ACT),
    "card_handle": Row(EDITORS, EDITORS, FORM, {"handle": "mallory"}),
    "card_photo": Row(EDITORS, EDITORS, FORM, {"alt": "Mallory"}),
    "card_file": Row(EDITORS, EDITORS, FORM, {"act": "remove"}),
    "card_password": Row(EDITORS, EDITORS, FORM, {"password": "Mallory"}),
    "card_export": Row(EDITORS, EDITORS, LOOK),
    "card_pause": Row(EDITORS, EDITORS, FORM, {"forward_url": "https://mallory.example/"}),
    "card_duplicate": Row(ADMINS, ADMINS, FORM),
    "card_delete": Row(ADMINS, ADMINS, FORM),
    "card_restore": Row(ADMINS, ADMINS, ACT),
    "card_history": Row(ALL, ALL, LOOK),
    "card_version": Row(ALL, ALL, LOOK),
    "card_version_restore": Row(EDITORS, EDITORS, ACT),
    "card_codes": Row(ALL, EDITORS, FORM, {"label": "Mallory"}),
    "card_code": Row(ALL, EDITORS, FORM, {"act": "relabel", "label": "Mallory"}),
    "card_code_state": Row(ALL, ALL, LOOK),
    "card_code_file": Row(ALL, ALL, LOOK),
    "code_studio": Row(EDITORS, EDITORS, FORM, STYLE),
    "code_studio_picture": Row(EDITORS, EDITORS, LOOK),
    "code_sheets": Row(ALL, ALL, LOOK),
    "code_sheet": Row(ALL, ALL, LOOK),
    "card_contact_code": Row(ALL, ALL, LOOK),
    "card_contact_code_file": Row(ALL, ALL, LOOK),
    "card_share": Row(ALL, ALL, LOOK),
    "card_signature": Row(ALL, ALL, LOOK),
    "card_signature_sample": Row(ALL, ALL, LOOK),
    "card_tag": Row(ALL, ALL, LOOK),
    "card_phones": Row(ALL, ALL, LOOK),
    "card_show": Row(ALL, ALL, LOOK),
    "albums": Row(ALL, EDITORS, FORM, {"act": "add", "title": "Mallory"}),
    "album": Row(ALL, EDITORS, FORM, {"act": "change", "title": "Mallory"}),
    "album_delete": Row(EDITORS, EDITORS, FORM),
    "album_pictures": Row(EDITORS, EDITORS, ACT, bare=422),
    "album_state": Row(EDITORS, EDITORS, LOOK),
    "card_show_contact": Row(ALL, ALL, LOOK),
    "card_show_app": Row(ALL, ALL, LOOK),
    "card_show_worker": Row(ALL, ALL, LOOK),
    "leads": Row(ALL, EDITORS, FORM, {"act": "tag", "tag": "Mallory"}),
    "leads_delete": Row(ADMINS, ADMINS, FORM, {"sure": "1"}),
    "leads_export_csv": Row(ALL, ALL, ACT),
    "leads_export_vcf": Row(ALL, ALL, ACT),
    "lead": Row(ALL, EDITORS, FORM, {"act": "handle", "status": "open", "note": "Mallory"}),
    "lead_contact": Row(ALL, ALL, LOOK),
    "lead_join": Row(EDITORS, EDITORS, FORM),
    "lead_delete": Row(ADMINS, ADMINS, FORM),
    "people": Row(ALL, ALL, LOOK),
    "person": Row(ALL, ALL, LOOK),
    "agenda": Row(ALL, ALL, LOOK),
    "booking": Row(ALL, EDITORS, FORM, {"act": "cancel", "message": "Mallory"}),
    "booking_move": Row(EDITORS, EDITORS, FORM, {"date": "2027-01-06", "time": "10:00", "anyway": "1"}),
    "booking_new": Row(EDITORS, EDITORS, FORM, {"name": "Mallory", "date": "2027-01-06", "time": "12:00"}),
    "absence_new": Row(EDITORS, EDITORS, FORM, {"first": "2027-01-07", "note": "Mallory"}),
    "absence": Row(EDITORS, EDITORS, FORM, {"first": "2027-01-07", "note": "Mallory"}),
    "why": Row(ALL, ALL, LOOK),
    "services": Row(ALL, EDITORS, FORM, {"act": "down"}),
    "service_new": Row(EDITORS, EDITORS, FORM, {"title": "Mallory", "duration": "30", "price_kind": "none"}),
    "service": Row(ALL, EDITORS, FORM, SERVICE),
    "service_archive": Row(EDITORS, EDITORS, FORM, {"act": "archive"}),
    "calendars": Row(ALL, ALL, LOOK),
    "calendar_new": Row(EDITORS, EDITORS, FORM, {"name": "Mallory", "begin": "usual"}),
    "calendar": Row(ALL, EDITORS, FORM, {"name": "Mallory"}),
    "calendar_hours": Row(ALL, EDITORS, FORM, {"act": "save", "since-0": "10:00", "until-0": "11:00"}),
    "calendar_overrides": Row(ALL, EDITORS, FORM, {"first": "2027-01-08", "state": "closed", "label": "Mallory"}),
    "calendar_zone": Row(EDITORS, EDITORS, FORM, {"zone": "Asia/Tokyo"}),
    "calendar_archive": Row(EDITORS, EDITORS, FORM, {"act": "archive"}),
    "products": Row(ALL, EDITORS, FORM),
    "product_new": Row(EDITORS, EDITORS, FORM, {"title": "Mallory", "price_kind": "request"}),
    "product": Row(ALL, EDITORS, FORM, PRODUCT),
    "product_duplicate": Row(EDITORS, EDITORS, FORM),
    "product_archive": Row(EDITORS, EDITORS, FORM, {"act": "archive"}),
    "categories": Row(ALL, EDITORS, FORM, {"act": "add", "title": "Mallory"}),
    "calendar_feeds": Row(ALL, EDITORS, FORM, {"act": "new-address"}),
    "shop_settings": Row(ALL, EDITORS, FORM, SHOP),
    "shop_number": Row(ALL, EDITORS, FORM, {"whatsapp": "+447700900666"}),
    "shop_hours": Row(ALL, EDITORS, FORM, {"act": "save", "since-0": "10:00", "until-0": "11:00"}),
    "shop_pause": Row(ALL, EDITORS, FORM, {"act": "pause", "note": "Mallory"}),
    "shop_delivery": Row(ALL, EDITORS, FORM, ZONES),
    "coupons": Row(ALL, ALL, LOOK),
    "coupon_new": Row(EDITORS, EDITORS, FORM, COUPON),
    "coupon": Row(ALL, EDITORS, FORM, COUPON),
    "orders_export": Row(ALL, ALL, LOOK),
    "products_export": Row(ALL, ALL, LOOK),
    "products_import": Row(EDITORS, EDITORS, FORM, {"table": "title,price\nMallory,1"}),
    "products_upload": Row(EDITORS, EDITORS, FORM, {"act": "import"}),
    "orders": Row(ALL, ALL, LOOK),
    "order": Row(ALL, EDITORS, FORM, {"act": "decline", "seen": "placed", "message": "Mallory"}),
    "order_edit": Row(EDITORS, EDITORS, FORM, ORDER),
    "order_slip": Row(ALL, ALL, LOOK),
    "order_receipt": Row(ALL, ALL, LOOK),
    "figures": Row(ALL, ALL, LOOK),
    "card_figures": Row(ALL, ALL, LOOK),
    "billing": Row(OWNERS, OWNERS, FORM, {"act": "portal"}),
    "billing_change": Row(OWNERS, OWNERS, FORM, {"plan": "team", "interval": "month", "seats": "3"}),
    "billing_cancel": Row(OWNERS, OWNERS, FORM),
    "billing_done": Row(OWNERS, OWNERS, LOOK),
}
"""Addresses below `/w/<workspace>/`."""

PUBLIC: Final = {
    "landing",
    "designs",
    "design_sample",
    "pricing",
    "help",
    "privacy",
    "terms",
    "favicon",
    "manifest",
    "apple_touch_icon",
    "app_icon",
    "dev_ui",
    "healthz",
    "metrics",
    "readyz",
    "robots",
    "sitemap",
    "security_txt",
    "dev_mail",
    "dev_mail_message",
    "qr_link",
    "report",
    "media",
    "card_vcf",
    "card_json",
    "card_contact_qr",
    "card_qr",
    "card_portrait",
    "save_contact",
    "unlock",
    "card",
    "gallery",
    "gallery_album",
    "<str:handle>/",
    *("contact", "contact_thanks", "contact_thanks_vcf"),
    "beacon",
    "book",
    "book_next",
    "book_service",
    "shop",
    "shop_cart",
    "shop_order",
    "shop_product",
    "stripe_webhook",
}
"""Addresses that read no session."""

SIGNED: Final = {
    *("lead_own", "lead_own_correct", "lead_own_erase"),
    *("feed", "manage", "manage_ics", "manage_move", "manage_cancel"),
    *("order_follow", "order_seen", "order_cancel"),
    "letters_off",
}
"""Addresses that carry a token signed for one row; they read no session."""

PERSONAL: Final = {"home", "workspace_new", "personal_settings", "account_deletion"}
"""Addresses about the signed-in person."""

ENTRANCES: Final = {
    "account_signup",
    "my_plan",
    "account_undelete",
    "account_login",
    "account_logout",
    "account_inactive",
    "account_email_verification_sent",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_confirm_login_code",
    "account_request_login_code",
    "account_signup_by_passkey",
    "invitation",
    "mfa_authenticate",
    "mfa_login_webauthn",
    "mfa_signup_webauthn",
    "socialaccount_login_cancelled",
    "socialaccount_signup",
}
"""Addresses below `/accounts/` that let strangers in; every other one there asks for a log-in."""
