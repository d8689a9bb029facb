"""The few words a new card says of its own accord, so that its first sight is not an empty page.

They read right also for whoever publishes without changing them.
"""

from django.utils import translation
from django.utils.translation import gettext as _

from cards.starting import Purpose


def starting_bio(purpose: Purpose, language: str) -> str:
    """In the card's language; a card that is just a contact needs none."""
    with translation.override(language):
        return {
            Purpose.APPOINTMENTS: _("By appointment. Choose a free time here, or ask me for another."),
            Purpose.SELL: _("Order here, or tell me in WhatsApp what you would like."),
            Purpose.SHOW: _("A look at my work. Write to me about yours."),
            Purpose.TEAM: _("Who we are, and how to reach us."),
            Purpose.CONTACT: "",
        }[purpose]
