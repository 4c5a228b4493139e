import django.db.models.deletion
import negotiations.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("negotiations", "0041_bogey"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Sanction",
            fields=[
                ("versions", models.JSONField(default=dict, editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(editable=False)),
                ("text", negotiations.models.fields.SecretTextField()),
                (
                    "act",
                    models.CharField(
                        choices=[
                            ("delivery", "Stop or slow deliveries"),
                            ("price", "Raise prices"),
                            ("terms", "Cut credit or terms"),
                            ("boss", "Go over our heads"),
                            ("leave", "Break off"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=8,
                    ),
                ),
                ("chance", negotiations.models.fields.SecretJSONField(blank=True, default=dict)),
                ("loss", negotiations.models.fields.SecretJSONField(blank=True, default=dict)),
                ("response", negotiations.models.fields.SecretTextField(blank=True, default="")),
                ("ready", models.BooleanField(default=False)),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="%(class)ss", to="negotiations.deal"
                    ),
                ),
                (
                    "issue",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="%(class)ss",
                        to="negotiations.issue",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("act__in", ["delivery", "price", "terms", "boss", "leave", "other"])),
                        name="sanction_act_is_known",
                    )
                ],
            },
        ),
    ]
