"""Comments on anything, not only on suggestions; their texts apart, so that the log holds none."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import negotiations.models.fields


def take_over(apps, editor):
    comments, wordings = (apps.get_model("negotiations", name) for name in ("Comment", "Wording"))
    for row in comments.objects.select_related("suggestion"):
        text = wordings.objects.create(deal_id=row.suggestion.deal_id, at=row.at, secret_text=row.text)
        comments.objects.filter(pk=row.pk).update(deal=row.suggestion.deal_id, wording=text, secret=True)


def give_back(apps, editor):
    comments = apps.get_model("negotiations", "Comment")
    comments.objects.filter(suggestion__isnull=True).delete()
    for row in comments.objects.select_related("wording"):
        comments.objects.filter(pk=row.pk).update(text=row.wording.secret_text)


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("negotiations", "0016_mandate"),
    ]

    operations = [
        migrations.RenameModel("SuggestionComment", "Comment"),
        migrations.CreateModel(
            name="Wording",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField()),
                ("text", models.TextField(blank=True, default="")),
                ("secret_text", negotiations.models.fields.SecretTextField(null=True)),
                (
                    "deal",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="wordings",
                        to="negotiations.deal",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("secret_text__isnull", True), ("text", ""), _connector="OR"),
                        name="wording_open_or_secret",
                    )
                ],
            },
        ),
        migrations.AddField(
            "comment",
            "deal",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="comments",
                to="negotiations.deal",
            ),
        ),
        migrations.AddField(
            "comment",
            "wording",
            models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="negotiations.wording",
            ),
        ),
        migrations.AddField("comment", "secret", models.BooleanField(default=False)),
        migrations.AlterField("comment", "text", negotiations.models.fields.SecretTextField(null=True)),
        migrations.RunPython(take_over, give_back),
    ]
