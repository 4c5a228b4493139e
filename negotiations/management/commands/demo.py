"""``manage.py demo``: load the demo organisation, where that is allowed, and say who can sign in."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from negotiations.demo.load import load
from negotiations.demo.people import ORGANISATION, PASSWORD, PEOPLE


class Command(BaseCommand):
    help = "Load an organisation with six people and three deals. Does nothing when it is there already."

    def handle(self, *args: Any, **options: Any) -> None:
        if not getattr(settings, "DEMO", False):
            raise CommandError("The demo's passwords are known to everybody, so these settings do not load it.")
        load(timezone.now())
        width = max(len(person.email) for person in PEOPLE)
        self.stdout.write(f"{ORGANISATION}, the demo. Sign in with the password {PASSWORD} as")
        for person in PEOPLE:
            self.stdout.write(f"  {person.email:<{width}}  {person.name}: {person.does}")
