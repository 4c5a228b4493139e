"""Check that no deal's log was changed behind the application's back."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from negotiations.models import Deal
from negotiations.queries.history.chain import verify


class Command(BaseCommand):
    help = "Recompute the hash chain of every deal's log; name the first event of each that is not what was written."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--deal", help="the id of one deal; all of them without it")

    def handle(self, *args: Any, **options: Any) -> None:
        deals = Deal.objects.order_by("pk")
        if options["deal"]:
            deals = deals.filter(pk=options["deal"])
        checked, broken = 0, 0
        for deal in deals.iterator():
            found = verify(deal)
            checked += 1
            if found is not None:
                broken += 1
                self.stdout.write(f"deal {deal.pk}: event {found.seq}: {found.why}")
        if broken:
            raise CommandError(f"{broken} of {checked} logs are broken")
        self.stdout.write(f"{checked} logs checked, all as written")
