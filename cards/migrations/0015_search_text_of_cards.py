"""Cards that are there can be searched for (cards 83)."""

from typing import Any

from django.db import migrations

from cards.search_text import search_text


def fold(apps: Any, schema_editor: Any) -> None:
    cards = apps.get_model("cards", "Card")._base_manager.using(schema_editor.connection.alias)
    for card in cards.filter(erased_at__isnull=True).only("draft", "name", "handle").iterator(500):
        cards.filter(pk=card.pk).update(folded=search_text(card.draft, card.name, card.handle))


class Migration(migrations.Migration):
    dependencies = [("cards", "0014_team_lists")]

    operations = [migrations.RunPython(fold, migrations.RunPython.noop)]
