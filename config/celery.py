"""The Celery app. Tasks are found in `<app>/tasks.py`; settings are those that start with CELERY_."""

import os

from celery import Celery
from celery.signals import setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("parley")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

PING_KEY = "parley:ping:{}"
PING_SECONDS = 60


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Celery asks who sets up logging; that somebody listens here is the answer. Django has done it."""


@app.task(name="config.ping")
def ping(token: str) -> None:
    """Leave a mark in Redis that the asker can look for: proof that a job has really gone through a worker."""
    from config.broker import client  # noqa: PLC0415 - reads settings, which Celery loads after this module

    with client() as redis:
        redis.set(PING_KEY.format(token), "1", ex=PING_SECONDS)
