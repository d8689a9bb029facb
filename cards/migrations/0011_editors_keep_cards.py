"""Until now every editor edited every card: each keeps those there are (cards 79)."""

from typing import Any

from django.db import migrations


def give_all(apps: Any, schema_editor: Any) -> None:
    Card = apps.get_model("cards", "Card")
    CardEditor = apps.get_model("cards", "CardEditor")
    Membership = apps.get_model("workspaces", "Membership")
    for membership in Membership._base_manager.filter(role="editor").iterator():
        cards = Card._base_manager.filter(workspace_id=membership.workspace_id, erased_at__isnull=True)
        CardEditor._base_manager.bulk_create(
            [
                CardEditor(card_id=card, membership_id=membership.pk, workspace_id=membership.workspace_id)
                for card in cards.values_list("pk", flat=True)
            ],
            batch_size=500,
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [("cards", "0010_card_editors")]

    operations = [migrations.RunPython(give_all, migrations.RunPython.noop)]
