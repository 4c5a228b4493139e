import django.db.models.deletion
import negotiations.models.fields
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("negotiations", "0040_offer_in_log"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Bogey",
            fields=[
                ("versions", models.JSONField(default=dict, editable=False)),
                ("removed_at", models.DateTimeField(blank=True, editable=False, null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("number", models.BigIntegerField(editable=False)),
                ("text", negotiations.models.fields.SecretTextField()),
                (
                    "level",
                    negotiations.models.fields.SecretDecimalField(
                        blank=True, decimal_places=6, max_digits=20, null=True
                    ),
                ),
                (
                    "truth",
                    models.CharField(
                        choices=[("unchecked", "Not checked yet"), ("true", "True"), ("untrue", "Not true")],
                        default="unchecked",
                        max_length=9,
                    ),
                ),
                ("proof", negotiations.models.fields.SecretTextField(blank=True, default="")),
                ("instead", negotiations.models.fields.SecretTextField(blank=True, default="")),
                ("expires_on", models.DateField(blank=True, null=True)),
                (
                    "risk",
                    models.CharField(
                        choices=[("low", "Little"), ("middle", "Some"), ("high", "Much")],
                        default="middle",
                        max_length=6,
                    ),
                ),
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
                        condition=models.Q(("truth__in", ["unchecked", "true", "untrue"])), name="bogey_truth_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("risk__in", ["low", "middle", "high"])), name="bogey_risk_is_known"
                    ),
                ],
            },
        ),
    ]
