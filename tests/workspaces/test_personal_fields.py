"""Every field that could name a person is registered: whose it is, and how it ends (rule 37)."""

from django.apps import apps
from django.db import models
from django.test.utils import isolate_apps

from cardsite.kit.personal import MEMBERS, NOBODYS, End, told
from workspaces.personal_fields import registry, secrets_of, unsaid
from workspaces.scoping import WorkspaceOwned

TOMBSTONES = {"cards.Card", "cards.Code", "cards.Handle", "workspaces.Workspace"}


def test_every_field_of_every_model_is_said():
    """A new field fails here until its room says in `personal.py` whose it is and how it ends."""
    assert unsaid(apps.get_models(), registry()) == []


@isolate_apps("workspaces")
def test_the_walker_finds_what_nobody_said():
    """The control: a made-up model, one word too few and one too many."""

    class Diary(models.Model):
        title = models.CharField(max_length=9)
        confession = models.TextField()
        pages = models.IntegerField()

        class Meta:
            app_label = "workspaces"

    said = {"workspaces.Diary": told({MEMBERS: "title", NOBODYS: "ribbon"})}
    assert unsaid([Diary], said) == [
        "workspaces.Diary.confession is not said",
        "workspaces.Diary.ribbon is no such field",
    ]


def test_only_tombstones_outlive_an_erasure():
    staying = {label for label, fields in registry().items() if any(one.end is not End.ROW for one in fields.values())}
    assert staying == TOMBSTONES


def test_what_opens_something_is_a_secret():
    """Nothing like it is in an export."""
    said = registry()
    owned = [model for model in apps.get_models() if issubclass(model, WorkspaceOwned)]
    opening = {
        f"{model._meta.label}.{name}"
        for model in owned
        for name in (field.name for field in model._meta.concrete_fields)
        if name in {"password", "key", "secret", "token", "token_hash", "digest", "stored"}
    } - {
        "cards.Attachment.stored",
        "audience.DayTotal.key",
        "cards.Code.digest",
        "bookings.Feed.digest",
    }  # names of public files and drawings; what was counted and read
    assert opening == {f"{model._meta.label}.{name}" for model in owned for name in secrets_of(model, said)}
