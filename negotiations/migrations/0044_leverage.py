from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("negotiations", "0043_small_give"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="move",
            name="move_kind_is_known",
        ),
        migrations.AlterField(
            model_name="move",
            name="kind",
            field=models.CharField(
                choices=[
                    ("offer", "Offer"),
                    ("give", "Give"),
                    ("agree", "Agreed"),
                    ("question", "Question"),
                    ("answer", "Answer"),
                    ("information", "Information"),
                    ("threat", "Threat or sanction"),
                    ("leverage", "Leverage"),
                    ("objection", "Objection"),
                    ("reply", "Reply"),
                    ("bogey", "Bogey"),
                    ("deadline", "Deadline"),
                    ("hold", "Hold"),
                    ("pause", "Pause or caucus"),
                    ("resume", "Resumed"),
                    ("note", "Note"),
                    ("reversal", "Reversal"),
                ],
                max_length=11,
            ),
        ),
        migrations.AddConstraint(
            model_name="move",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "offer",
                            "give",
                            "agree",
                            "question",
                            "answer",
                            "information",
                            "threat",
                            "leverage",
                            "objection",
                            "reply",
                            "bogey",
                            "deadline",
                            "hold",
                            "pause",
                            "resume",
                            "note",
                            "reversal",
                        ],
                    )
                ),
                name="move_kind_is_known",
            ),
        ),
    ]
