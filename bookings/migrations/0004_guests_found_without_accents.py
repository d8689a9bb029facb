"""Names of guests as a search looks for them, also of bookings made before."""

from typing import Any

from django.db import migrations, models

from cardsite.kit.folding import folded

BATCH = 500


def fill(apps: Any, schema_editor: Any) -> None:
    """By rising id, a batch at a time; may be run again."""
    bookings = apps.get_model("bookings", "Booking").objects.using(schema_editor.connection.alias)
    rows = bookings.order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last).only("pk", "name")[:BATCH]):
        last = batch[-1].pk
        for one in batch:
            one.folded = folded(one.name)[:200]
        bookings.bulk_update(batch, ["folded"])


class Migration(migrations.Migration):
    dependencies = [("bookings", "0003_found_by_person")]

    operations = [
        migrations.AddField(
            model_name="booking",
            name="folded",
            field=models.CharField(
                blank=True, default="", editable=False, help_text="the name as a search looks for it", max_length=200
            ),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
