"""Talk: comments on anything of a deal, to-dos, the inbox."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import agenda, comments, inbox, preparation, todos

URLS: list[URLPattern] = [
    path(f"{DEAL}comments/", comments.comment_list, name="comment-list"),
    path(f"{DEAL}comments/<int:comment_id>/", comments.comment_edit, name="comment-edit"),
    path(f"{DEAL}comments/<int:comment_id>/remove/", comments.comment_remove, name="comment-remove"),
    path(f"{DEAL}comments/<slug:about>/<uuid:about_id>/", comments.comment_thread, name="comment-thread"),
    path(f"{DEAL}comments/<int:comment_id>/task/", todos.comment_task, name="comment-task"),
    path(f"{DEAL}prepare/tasks/", todos.task_list, name="task-list"),
    path(f"{DEAL}prepare/tasks/add/", todos.task_add, name="task-add"),
    path(f"{DEAL}prepare/tasks/<uuid:task_id>/", todos.task_edit, name="task-edit"),
    path(f"{DEAL}prepare/tasks/<uuid:task_id>/done/", todos.task_done, name="task-done"),
    path(f"{DEAL}prepare/tasks/<uuid:task_id>/remove/", todos.task_remove, name="task-remove"),
    path(f"{DEAL}prepare/agenda/", agenda.agenda_next, name="agenda"),
    path(f"{DEAL}prepare/agenda/<uuid:meeting_id>/", agenda.agenda_detail, name="agenda-detail"),
    path(f"{DEAL}prepare/agenda/<uuid:meeting_id>/arrange/", agenda.agenda_arrange, name="agenda-arrange"),
    path(f"{DEAL}prepare/agenda/<uuid:meeting_id>/outside/", agenda.agenda_outside, name="agenda-outside"),
    path(f"{DEAL}prepare/agenda/items/<uuid:agenda_item_id>/", agenda.agenda_edit, name="agenda-edit"),
    path(f"{DEAL}prepare/agenda/items/<uuid:agenda_item_id>/remove/", agenda.agenda_remove, name="agenda-remove"),
    path(f"{DEAL}prepare/plan/<uuid:meeting_id>/", preparation.preparation_plan, name="preparation-plan"),
    path(f"{DEAL}prepare/plan/<uuid:meeting_id>/move/", preparation.preparation_move, name="preparation-move"),
    path("inbox/", inbox.inbox_page, name="inbox"),
    path("inbox/count/", inbox.inbox_count, name="inbox-count"),
]
