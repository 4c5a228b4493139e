"""Talk: comments."""

from typing import Any

from django.urls import path

from negotiations.api import comments

DEAL: list[Any] = [
    path("comments/", comments.CommentList.as_view(), name="comment-list"),
    path("comments/<int:comment_id>/", comments.CommentDetail.as_view(), name="comment-detail"),
]
