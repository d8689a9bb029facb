"""What visitors report about a card; belongs to the service, not to the workspace it is about (cards 93)."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Report(models.Model):
    """`card` is the one found at the address; an address without a card is reported all the same."""

    class Category(models.TextChoices):
        PHISHING = "phishing", _("It tries to get passwords or money by deceit")
        IMPERSONATION = "impersonation", _("It claims to be somebody else")
        ILLEGAL = "illegal", _("It shows or offers something illegal")
        CHILD = "child", _("It shows the abuse of children")
        ABUSE = "abuse", _("It harms or threatens people")
        RIGHTS = "rights", _("It uses something that belongs to me or others")
        SPAM = "spam", _("It is spam")
        OTHER = "other", _("Something else")

    class State(models.TextChoices):
        OPEN = "open", _("Open")
        UPHELD = "upheld", _("Card closed")
        DISMISSED = "dismissed", _("Nothing to do")

    key = models.CharField(max_length=64, unique=True, help_text="idempotency key of the page it was sent from")
    url = models.CharField(max_length=500)
    card = models.ForeignKey("cards.Card", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    category = models.CharField(max_length=13, choices=Category.choices)
    words = models.TextField(max_length=2000)
    name = models.CharField(max_length=60, blank=True)
    email = models.CharField(max_length=254, blank=True)
    language = models.CharField(max_length=12)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OPEN)
    at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.category}: {self.url}"

    def decide(self, state: "Report.State", by: models.Model) -> bool:
        """False when somebody decided before."""
        decided = {"state": state, "decided_at": timezone.now(), "decided_by": by}
        done = Report.objects.filter(pk=self.pk, state=Report.State.OPEN).update(**decided)
        self.state = state if done else self.state
        return bool(done)
