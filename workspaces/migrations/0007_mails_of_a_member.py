"""What a member is told by mail stands in the membership; who had turned off the letters of Mondays keeps them off."""

from typing import Any

from django.db import migrations, models


def carry_over(apps: Any, schema_editor: Any) -> None:
    memberships = apps.get_model("workspaces", "Membership").objects.using(schema_editor.connection.alias)
    for membership in memberships.filter(user__weekly_letter=False, role__in=("owner", "admin")):
        membership.paces = {"figures": "never"}
        membership.save(update_fields=["paces"])


class Migration(migrations.Migration):
    dependencies = [
        ("workspaces", "0006_deletion_and_exports"),
    ]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="paces",
            field=models.JSONField(blank=True, default=dict, help_text="topics of mails, how soon; the usual left out"),
        ),
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="user",
            name="weekly_letter",
        ),
    ]
