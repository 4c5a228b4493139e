"""Talk: comments, to-dos, the inbox."""

from typing import Any

from django.urls import path

from negotiations.api import agenda, comments, inbox, preparation, todos

DEAL: list[Any] = [
    path("comments/", comments.CommentList.as_view(), name="comment-list"),
    path("comments/<int:comment_id>/", comments.CommentDetail.as_view(), name="comment-detail"),
    path("comments/<int:comment_id>/task/", todos.CommentTask.as_view(), name="comment-task"),
    path("tasks/", todos.TaskList.as_view(), name="task-list"),
    path("tasks/<uuid:task_id>/", todos.TaskDetail.as_view(), name="task-detail"),
    path("meetings/<uuid:meeting_id>/agenda/", agenda.AgendaList.as_view(), name="agenda-list"),
    path("agenda/<uuid:agenda_item_id>/", agenda.AgendaDetail.as_view(), name="agenda-detail"),
    path("meetings/<uuid:meeting_id>/preparation/", preparation.PreparationDetail.as_view(), name="preparation-detail"),
]

INBOX: list[Any] = [
    path("inbox/", inbox.InboxList.as_view(), name="inbox-list"),
    path("inbox/<uuid:item_id>/", inbox.InboxDetail.as_view(), name="inbox-detail"),
]
