"""What a lead form says where its owner wrote nothing, in the active language (cards 71, 72)."""

from django.utils.translation import gettext as _

from audience.lead_form import LeadForm


def heading(form: LeadForm) -> str:
    return form.heading or _("Leave your details")


def intro(form: LeadForm) -> str:
    return form.intro or _("Say how you can be reached, and get this contact in return.")


def consent(form: LeadForm, house: str) -> str:
    """`house` is whom the details go to."""
    starting = _("%(house)s may keep these details to get in touch with me. I can see, correct or erase them any time.")
    return form.consent_text or starting % {"house": house}


def button(form: LeadForm) -> str:
    return form.button or _("Send")
