"""Why staff closes a card or a workspace: the statement of reasons its owners get (cards 90; DSA, article 17)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Reason(TextChoices):
    """The label ends the sentence "It was closed because …"."""

    PHISHING = "phishing", _("it tries to get passwords or money by deceit")
    IMPERSONATION = "impersonation", _("it claims to be somebody else")
    ILLEGAL = "illegal", _("it shows or offers something illegal")
    ABUSE = "abuse", _("it harms or threatens people")
    RIGHTS = "rights", _("it uses something that belongs to others")
    SPAM = "spam", _("it only sends people elsewhere, or was made in great number")
    OTHER = "other", _("it breaks our terms")
