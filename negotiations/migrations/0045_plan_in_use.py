"""Which concession plan is in use."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = (("negotiations", "0044_leverage"),)

    operations = (
        migrations.AddField(
            model_name="concessionplan", name="chosen_at", field=models.DateTimeField(blank=True, null=True)
        ),
    )
