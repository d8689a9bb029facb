"""How soon leads are told is each member's choice; where it was once a day for all, it stays so for each."""

from typing import Any

from django.db import migrations


def carry_over(apps: Any, schema_editor: Any) -> None:
    alias = schema_editor.connection.alias
    daily = apps.get_model("audience", "LeadSettings").objects.using(alias).filter(notify="daily").values("workspace")
    memberships = apps.get_model("workspaces", "Membership").objects.using(alias)
    for membership in memberships.filter(workspace__in=daily):
        membership.paces = membership.paces | {"leads": "daily"}
        membership.save(update_fields=["paces"])


class Migration(migrations.Migration):
    dependencies = [
        ("audience", "0001_events_totals_leads_and_letters"),
        ("workspaces", "0007_mails_of_a_member"),
    ]

    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="leadsettings",
            name="notify",
        ),
    ]
