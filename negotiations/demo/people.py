"""Who is in the demo organisation. The same password for all; these accounts exist only where the demo is loaded."""

from dataclasses import dataclass

from accounts.permissions import OrganisationRole

ORGANISATION = "Casa Norte"
PASSWORD = "parley-demo-only"  # noqa: S105 - meant to be known: the demo is loaded on loopback only


@dataclass(frozen=True)
class Person:
    key: str
    name: str
    does: str
    role: str = OrganisationRole.MEMBER

    @property
    def email(self) -> str:
        return f"{self.key}@casanorte.example"


PEOPLE = (
    Person("ana", "Ana Matos", "category manager; leads the air-conditioner deal"),
    Person("joao", "João Sá", "finance; holdout"),
    Person("carla", "Carla Reis", "procurement office; coordinator, owner of the organisation", OrganisationRole.OWNER),
    Person("paulo", "Paulo Teles", "logistics; expert on his own issues"),
    Person("ines", "Inês Duarte", "trainee; observer, sees no secrets"),
    Person("rita", "Rita Vidal", "director; sponsor"),
)
