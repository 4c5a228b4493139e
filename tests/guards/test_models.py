"""Every row belongs to one organisation, and what is append-only is so in the database."""

from collections import deque

import pytest
from django.apps import apps
from django.db import ProgrammingError, models, transaction

from accounts.models import Organisation, User
from negotiations.models import Event, EventSecret

# Rows that are a person's, not an organisation's.
PERSONAL = {"User", "ApiToken"}


def reaches_organisation(model: type[models.Model]) -> bool:
    """Whether required foreign keys lead from the model to an organisation."""
    seen, queue = {model}, deque([model])
    while queue:
        current = queue.popleft()
        if current is Organisation:
            return True
        for field in current._meta.get_fields():
            if isinstance(field, models.ForeignKey) and not field.null:
                target = field.related_model
                if target not in seen and target is not User:
                    seen.add(target)
                    queue.append(target)
    return False


OURS = [*apps.get_app_config("accounts").get_models(), *apps.get_app_config("negotiations").get_models()]


@pytest.mark.parametrize("model", [m for m in OURS if m.__name__ not in PERSONAL], ids=lambda m: m.__name__)
def test_every_model_reaches_an_organisation(model: type[models.Model]) -> None:
    assert reaches_organisation(model)


def test_a_model_that_reaches_none_is_noticed() -> None:
    assert not reaches_organisation(User)


@pytest.mark.parametrize("model", OURS, ids=lambda m: m.__name__)
def test_no_default_ordering(model: type[models.Model]) -> None:
    assert not model._meta.ordering


@pytest.mark.django_db
@pytest.mark.parametrize("write", ["update", "delete", "save"])
def test_the_log_is_append_only(write: str, plan) -> None:
    event = Event.objects.filter(deal=plan.deal, secret=True).select_related("secrets").latest("seq")
    attempts = {
        "update": lambda: Event.objects.filter(pk=event.pk).update(field="x"),
        "delete": lambda: Event.objects.filter(pk=event.pk).delete(),
        "save": lambda: event.save(),
    }
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        attempts[write]()
    with pytest.raises(ProgrammingError, match="Cannot update or delete"), transaction.atomic():
        EventSecret.objects.filter(pk=event.pk).update(salt="x")
