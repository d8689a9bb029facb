"""Where the picture drawn for link previews is kept (cards 53)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cards", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="card",
            name="preview",
            field=models.JSONField(blank=True, default=dict, help_text="drawn for link previews: name, width, height"),
        ),
    ]
