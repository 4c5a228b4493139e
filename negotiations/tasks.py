"""What workers do. Messages carry ids and nothing else; each task is one action, and twice is the same as once."""

from uuid import UUID

from celery import shared_task
from django.utils import timezone


@shared_task(name="negotiations.run_job")  # type: ignore[untyped-decorator]  # Celery has no types
def run_job(job_id: str) -> None:
    """Do a job, unless somebody else does or has done it."""
    from negotiations.actions.suggestions import run  # noqa: PLC0415 - actions ring this task: the import would be a circle

    run(UUID(job_id))


@shared_task(name="negotiations.run_rehearsal")  # type: ignore[untyped-decorator]  # Celery has no types
def run_rehearsal(job_id: str) -> None:
    """Share a rehearsal out in chunks, unless somebody else does or has done it."""
    from negotiations.actions.rehearsals import run  # noqa: PLC0415 - as above

    run(UUID(job_id))


@shared_task(name="negotiations.run_listing")  # type: ignore[untyped-decorator]  # Celery has no types
def run_listing(job_id: str) -> None:
    """Make a list of packages, unless somebody else does or has done it."""
    from negotiations.actions.listings import run  # noqa: PLC0415 - as above

    run(UUID(job_id))


@shared_task(name="negotiations.run_review")  # type: ignore[untyped-decorator]  # Celery has no types
def run_review(job_id: str) -> None:
    """Compute the review of a deal that is over, unless somebody else does or has done it."""
    from negotiations.actions.reviews import run  # noqa: PLC0415 - as above

    run(UUID(job_id))


@shared_task(name="negotiations.run_next_moves")  # type: ignore[untyped-decorator]  # Celery has no types
def run_next_moves(job_id: str) -> None:
    """Find the next moves at the table, unless somebody else does or has."""
    from negotiations.actions.next_moves import run  # noqa: PLC0415 - as above

    run(UUID(job_id))


@shared_task(name="negotiations.run_chunk")  # type: ignore[untyped-decorator]  # Celery has no types
def run_chunk(chunk_id: str) -> None:
    """Do a chunk of a job, unless somebody else does or has done it."""
    from negotiations.actions.rehearsals import run_chunk as run  # noqa: PLC0415 - as above

    run(UUID(chunk_id))


@shared_task(name="negotiations.erase_due_notes")  # type: ignore[untyped-decorator]  # Celery has no types
def erase_due_notes() -> None:
    """Erase the notes about people whose day has come. Beat sends it every quarter of an hour."""
    from negotiations.actions.notes import erase_due  # noqa: PLC0415 - as above

    erase_due(timezone.localdate(), at=timezone.now())


@shared_task(name="negotiations.send_digests")  # type: ignore[untyped-decorator]  # Celery has no types
def send_digests() -> None:
    """Mail those who asked for it that something waits for them. Beat sends it every ten minutes."""
    from negotiations.actions.digest import send_due  # noqa: PLC0415 - as above

    send_due(timezone.now())


@shared_task(name="negotiations.recompute_due")  # type: ignore[untyped-decorator]  # Celery has no types
def recompute_due() -> None:
    """Compute suggestions again where a plan was edited and is quiet now. Beat sends it every few seconds."""
    from negotiations.actions.recompute import recompute_due as run  # noqa: PLC0415 - as above

    run()


@shared_task(name="negotiations.sweep_jobs")  # type: ignore[untyped-decorator]  # Celery has no types
def sweep_jobs() -> None:
    """Ring again for what waits, and take back what a dead worker held. Beat sends it every few seconds."""
    from negotiations.actions.chunks import sweep  # noqa: PLC0415 - as above

    sweep()


@shared_task(name="negotiations.send_summary")  # type: ignore[untyped-decorator]  # Celery has no types
def send_summary(mail_id: str) -> None:
    """Send one mail of a summary, unless somebody else does or has done it."""
    from negotiations.actions.summaries import deliver  # noqa: PLC0415 - as above

    deliver(UUID(mail_id))


@shared_task(name="negotiations.send_link")  # type: ignore[untyped-decorator]  # Celery has no types
def send_link(mail_id: str) -> None:
    """Send one mail with a link for the other side, unless somebody else does or has done it."""
    from negotiations.actions.link_mails import deliver  # noqa: PLC0415 - as above

    deliver(UUID(mail_id))


@shared_task(name="negotiations.sweep_mails")  # type: ignore[untyped-decorator]  # Celery has no types
def sweep_mails() -> None:
    """Ring again for the mails of summaries and links that wait. Beat sends it every half a minute."""
    from negotiations.actions import link_mails, summaries  # noqa: PLC0415 - as above

    summaries.sweep()
    link_mails.sweep()


@shared_task(name="negotiations.run_last_look")  # type: ignore[untyped-decorator]  # Celery has no types
def run_last_look(job_id: str) -> None:
    """Take the last look before signing, unless somebody else does or has done it."""
    from negotiations.actions.last_looks import run  # noqa: PLC0415 - as above

    run(UUID(job_id))
