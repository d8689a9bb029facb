"""Which mask of a code was read back, so that other sizes are drawn alike (cards 47, 48)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cards", "0003_card_preview")]

    operations = [
        migrations.AddField(
            model_name="code",
            name="mask",
            field=models.PositiveSmallIntegerField(default=3, help_text="of the drawing that was read back"),
        ),
    ]
