from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("negotiations", "0003_evidence")]

    operations = [
        migrations.AlterField(
            model_name="suggestion",
            name="kind",
            field=models.CharField(
                choices=[
                    ("compatible", "Both want it"),
                    ("swap", "Trade"),
                    ("package_set", "Equal packages"),
                    ("counter", "Counter"),
                    ("improvement", "Better for both"),
                ],
                max_length=12,
            ),
        )
    ]
