"""Every field that is secret by its type, and those of them into which no canary was put."""

from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.db import models

from negotiations.models.fields import SecretField
from negotiations.secrets import unwrap_for_storage
from tests.guards.canaries import leaks

IDS = "ids of issues or guards"
BESIDE = "a small number, read and shown by the code of the field beside it that has one"
# Secret fields, or models, into which no canary is put, and why.
NO_CANARY = {
    "Alternative.levels": BESIDE,
    "Alternative.probability": BESIDE,
    "ConcessionStep.amount": BESIDE,
    "ConcessionStep.gets": BESIDE,
    "Conversion": BESIDE,
    "EventPersonal.before": "what `after` of an earlier event held",
    "EventSecret.before": "what `after` of an earlier event held",
    "Guard.issues": IDS,
    "IssueRule.amounts": BESIDE,
    "IssueRule.then": BESIDE,
    "JobChunk.result": "what a worker has computed so far, on no page",
    "Mandate.never": IDS,
    "MandateException.breaks": IDS,
    "OfferStep.guards": IDS,
    "OfferStep.words": "of an offer that waits for a holdout, under an approved mandate, which this deal has not",
    "PhaseMove.missing": "words of the program",
    "PhaseMove.percent": "computed",
    "ReviewFigures": "computed",
    "Securing.person": "shown by the code of `place`, which has one",
}


def secret_fields() -> Iterator[tuple[type[models.Model], Any]]:
    """Every field of our models whose values are secret by their type."""
    for model in apps.get_app_config("negotiations").get_models():
        for field in model._meta.fields:
            if isinstance(field, SecretField):
                yield model, field


def fields_without_canary() -> set[str]:
    """The secret fields in which no row holds a canary though one would fit, as ``Model.field``."""
    found = set()
    for model, field in secret_fields():
        if NO_CANARY.keys() & {model.__name__, f"{model.__name__}.{field.name}"}:
            continue
        values = model._default_manager.values_list(field.attname, flat=True)
        if not any(leaks(str(unwrap_for_storage(value)).encode()) for value in values):
            found.add(f"{model.__name__}.{field.name}")
    return found
