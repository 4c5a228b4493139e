"""To rehearse: concession plans, their steps, rehearsals."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import concessions, rehearsals

URLS: list[URLPattern] = [
    path(f"{DEAL}rehearse/", rehearsals.rehearsal_list, name="rehearsal-list"),
    path(f"{DEAL}rehearse/run/", rehearsals.rehearsal_run, name="rehearsal-run"),
    path(f"{DEAL}rehearse/jobs/<uuid:rehearsal_id>/", rehearsals.rehearsal_job, name="rehearsal-job"),
    path(f"{DEAL}rehearse/jobs/<uuid:rehearsal_id>/cancel/", rehearsals.rehearsal_cancel, name="rehearsal-cancel"),
    path(f"{DEAL}rehearse/plans/new/", concessions.concession_create, name="concession-create"),
    path(f"{DEAL}rehearse/plans/<uuid:concession_id>/", concessions.concession_edit, name="concession-edit"),
    path(f"{DEAL}rehearse/plans/<uuid:concession_id>/remove/", concessions.concession_remove, name="concession-remove"),
    path(f"{DEAL}rehearse/plans/<uuid:concession_id>/use/", concessions.concession_use, name="concession-use"),
    path(
        f"{DEAL}rehearse/plans/<uuid:concession_id>/steps/",
        concessions.concession_step_create,
        name="concession-step-create",
    ),
    path(f"{DEAL}rehearse/steps/<uuid:step_id>/", concessions.concession_step_edit, name="concession-step-edit"),
    path(
        f"{DEAL}rehearse/steps/<uuid:step_id>/remove/",
        concessions.concession_step_remove,
        name="concession-step-remove",
    ),
]
