"""Talk: comments on anything of a deal."""

from django.urls import URLPattern, path

from negotiations.urls.base import DEAL
from negotiations.views import comments

URLS: list[URLPattern] = [
    path(f"{DEAL}comments/", comments.comment_list, name="comment-list"),
    path(f"{DEAL}comments/<int:comment_id>/", comments.comment_edit, name="comment-edit"),
    path(f"{DEAL}comments/<int:comment_id>/remove/", comments.comment_remove, name="comment-remove"),
    path(f"{DEAL}comments/<slug:about>/<uuid:about_id>/", comments.comment_thread, name="comment-thread"),
]
