"""Fields say who sees them, in place of `birthday_public`; a card may ask visitors for a password (cards 19, 20)."""

from typing import Any

from django.db import migrations, models

LISTS = ("phones", "emails", "addresses", "links", "profiles")
BATCH = 200


def with_visibility(document: dict[str, Any]) -> dict[str, Any]:
    """As a card that was saved today would say it: an unchanged draft must not look changed."""
    who = dict(document.get("identity") or {})
    shown = {"birthday": "public"} if who.pop("birthday_public", False) is True else {}
    rows = {name: [{"visibility": "public"} | row for row in document[name]] for name in LISTS if name in document}
    return document | {"identity": who, "visibility": shown | document.get("visibility", {})} | rows


def before(document: dict[str, Any]) -> dict[str, Any]:
    """The way back: what was not public is nobody's, for there was no way to say it."""
    shown = document.get("visibility", {})
    who = {name: value for name, value in document["identity"].items() if shown.get(name, "public") == "public"}
    who["birthday"] = document["identity"].get("birthday")
    who["note"] = "" if shown.get("note") == "hidden" else document["identity"].get("note", "")
    who["birthday_public"] = shown.get("birthday") == "public"
    rows = {
        name: [_without(row) for row in document[name] if row.get("visibility", "public") == "public"]
        for name in LISTS
        if name in document
    }
    pictures = {name: None for name in ("portrait", "logo", "cover") if shown.get(name, "public") != "public"}
    return _without(document) | {"identity": who} | rows | pictures


def _without(value: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in value.items() if name != "visibility"}


def _rewrite(apps: Any, alias: str, change: Any) -> None:
    for model, field in (("Card", "draft"), ("Publication", "document"), ("DraftStep", "document")):
        rows = apps.get_model("cards", model)._base_manager.using(alias)
        last = 0
        while batch := list(rows.filter(pk__gt=last).only("pk", field).order_by("pk")[:BATCH]):
            for row in batch:
                setattr(row, field, change(getattr(row, field)))
            rows.bulk_update(batch, [field])
            last = batch[-1].pk


def forwards(apps: Any, schema_editor: Any) -> None:
    _rewrite(apps, schema_editor.connection.alias, with_visibility)


def backwards(apps: Any, schema_editor: Any) -> None:
    _rewrite(apps, schema_editor.connection.alias, before)


class Migration(migrations.Migration):
    dependencies = [("cards", "0007_attachment")]

    operations = [
        migrations.AddField(
            model_name="card",
            name="password",
            field=models.CharField(
                blank=True,
                default="",
                help_text="hashed; empty: whoever knows the address sees it",
                max_length=200,
            ),
            preserve_default=False,
        ),
        migrations.RunPython(forwards, backwards),
    ]
