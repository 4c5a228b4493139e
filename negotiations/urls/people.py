"""People of both sides: the map, one of them, what they want, notes, influence."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import influences, interests, people

ONE = f"{DEAL}people/<uuid:stakeholder_id>/"

URLS: list[URLPattern] = [
    path(f"{DEAL}people/", people.stakeholder_list, name="stakeholder-list"),
    path(f"{DEAL}people/new/", people.stakeholder_create, name="stakeholder-create"),
    path(f"{DEAL}people/influence/", influences.influence_list, name="influence-list"),
    path(f"{DEAL}people/influence/new/", influences.influence_create, name="influence-create"),
    path(f"{DEAL}people/influence/<uuid:influence_id>/remove/", influences.influence_remove, name="influence-remove"),
    path(f"{DEAL}people/influence/<uuid:influence_id>/<slug:field>/", influences.influence_edit, name="influence-edit"),
    path(ONE, people.stakeholder_detail, name="stakeholder-detail"),
    path(f"{ONE}place/", people.stakeholder_place, name="stakeholder-place"),
    path(f"{ONE}fields/<slug:field>/", people.stakeholder_edit, name="stakeholder-edit"),
    path(f"{ONE}remove/", people.stakeholder_remove, name="stakeholder-remove"),
    path(f"{ONE}erase/", people.stakeholder_erase, name="stakeholder-erase"),
    path(f"{ONE}interests/", interests.interest_create, name="interest-create"),
    path(f"{ONE}motives/", interests.motive_create, name="motive-create"),
    path(f"{ONE}notes/", interests.note_create, name="note-create"),
    path(f"{DEAL}issues/<uuid:issue_id>/whys/", interests.why_link, name="why-link"),
    path(f"{DEAL}people/interests/<uuid:interest_id>/issues/", interests.interest_link, name="interest-link"),
    path(f"{DEAL}people/interests/<uuid:interest_id>/remove/", interests.interest_remove, name="interest-remove"),
    path(f"{DEAL}people/interests/<uuid:interest_id>/<slug:field>/", interests.interest_edit, name="interest-edit"),
    path(f"{DEAL}people/motives/<uuid:motive_id>/", interests.motive_edit, name="motive-edit"),
    path(f"{DEAL}people/motives/<uuid:motive_id>/remove/", interests.motive_remove, name="motive-remove"),
    path(f"{DEAL}people/notes/<uuid:note_id>/erase/", interests.note_erase, name="note-erase"),
]
