"""Until now every editor edited every card: each keeps those there are (cards 79)."""

from typing import Any

from django.db import migrations


def give_all(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    CardEditor = apps.get_model("cards", "CardEditor")
    all_cards = apps.get_model("cards", "Card")._base_manager.using(alias)
    memberships = apps.get_model("workspaces", "Membership")._base_manager.using(alias)
    for membership in memberships.filter(role="editor").iterator():
        cards = all_cards.filter(workspace_id=membership.workspace_id, erased_at__isnull=True)
        CardEditor._base_manager.using(alias).bulk_create(
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
