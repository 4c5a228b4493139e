"""The Celery app. Tasks are found in `<app>/tasks.py`; settings are those that start with CELERY_."""

import os

from celery import Celery
from celery.signals import beat_init, celeryd_init, setup_logging

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")

app = Celery("parley")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

PING_KEY = "parley:ping:{}"
PING_SECONDS = 60


@setup_logging.connect
def keep_our_logging(**_: object) -> None:
    """Celery asks who sets up logging; that somebody listens here is the answer. Django has done it."""


@celeryd_init.connect
@beat_init.connect
def be_patient(**_: object) -> None:
    """A worker would drop its tasks at each hiccup of Redis, were it as impatient as a request may be."""
    app.conf.broker_transport_options["socket_timeout"] = 10
    app.conf.broker_transport_options["socket_connect_timeout"] = 4
    app.conf.broker_connection_timeout = 4


@app.task(name="config.ping")
def ping(token: str) -> None:
    """Leave a mark in Redis that the asker can look for: proof that a job has really gone through a worker."""
    from config.broker import client  # noqa: PLC0415 - reads settings, which Celery loads after this module

    with client() as redis:
        redis.set(PING_KEY.format(token), "1", ex=PING_SECONDS)
