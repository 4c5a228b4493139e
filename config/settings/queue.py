"""Celery as the doorbell: rows hold the state, messages hold ids, nothing depends on a message arriving."""

from typing import Any

CELERY_TASK_SOFT_TIME_LIMIT = 240
CELERY_TASK_TIME_LIMIT = 300
# A task is given to another worker when its own one dies: at once when the loss is seen, else after the visibility
# timeout, which must be longer than the hard limit or a slow task would run twice.
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_REJECT_ON_WORKER_LOST = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_TRANSPORT_OPTIONS: dict[str, Any] = {
    "visibility_timeout": 360,
    # For a request that rings: it must not wait for a Redis that hangs. A worker has more patience (config.celery).
    "socket_timeout": 0.5,
    "socket_connect_timeout": 0.5,
    "max_retries": 1,
    "interval_start": 0,
    "socket_keepalive": True,
    "health_check_interval": 20,
}
CELERY_BROKER_CONNECTION_TIMEOUT = 0.5
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_CONNECTION_MAX_RETRIES = None
# The row says how a job ended; a second truth in Redis would only be a copy of a secret.
CELERY_TASK_IGNORE_RESULT = True
CELERY_RESULT_BACKEND = None
CELERY_TASK_PUBLISH_RETRY = False
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_ENABLE_UTC = True
CELERY_TIMEZONE = "UTC"
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_MAX_TASKS_PER_CHILD = 500
CELERY_WORKER_CANCEL_LONG_RUNNING_TASKS_ON_CONNECTION_LOSS = True
CELERY_WORKER_SEND_TASK_EVENTS = False
CELERY_TASK_DEFAULT_QUEUE = "parley"
CELERY_BEAT_SCHEDULER = "celery.beat:Scheduler"  # keeps nothing on disk; every schedule here is "every n seconds"
CELERY_BEAT_SCHEDULE: dict[str, Any] = {
    # A message that has waited for longer than its period is dropped: the next one is there already.
    "sweep-jobs": {"task": "negotiations.sweep_jobs", "schedule": 5.0, "options": {"expires": 5}},
    "erase-due-notes": {"task": "negotiations.erase_due_notes", "schedule": 900.0, "options": {"expires": 900}},
    "sweep-mails": {"task": "negotiations.sweep_mails", "schedule": 30.0, "options": {"expires": 30}},
    "recompute-due": {"task": "negotiations.recompute_due", "schedule": 2.0, "options": {"expires": 2}},
    "send-digests": {"task": "negotiations.send_digests", "schedule": 600.0, "options": {"expires": 600}},
    # Beat, Redis and a worker are alive together when this key is there (config.healthcheck).
    "pulse": {"task": "config.ping", "schedule": 20.0, "args": ["pulse"], "options": {"expires": 20}},
}
