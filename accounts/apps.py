from typing import Any

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to what only the libraries know: a session that ended, a password that was reset."""
        from allauth.account import signals  # noqa: PLC0415 - needs the apps to be loaded
        from django.contrib.sessions.models import Session  # noqa: PLC0415 - as above
        from django.db.models.signals import post_delete  # noqa: PLC0415 - as above

        post_delete.connect(session_ended, sender=Session, dispatch_uid="parley-session-ended")
        signals.password_reset.connect(password_reset, dispatch_uid="parley-password-reset")


def session_ended(instance: Any, **kwargs: Any) -> None:
    """Signed out, put out by another browser, or given a new key after a change of password: streams look again."""
    from accounts.bell import ring_user  # noqa: PLC0415 - needs the apps to be loaded

    user_id = str(instance.get_decoded().get("_auth_user_id", ""))
    if user_id.isdecimal():
        ring_user(int(user_id))


def password_reset(user: Any, **kwargs: Any) -> None:
    from accounts.bell import ring_user  # noqa: PLC0415 - as above

    ring_user(user.pk)
