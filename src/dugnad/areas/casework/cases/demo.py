"""The demo's cases: invented families who apply in Bergen and Oslo, for the children of the invented registers."""

from __future__ import annotations

from django.utils import timezone

from dugnad.areas.casework.cases import applying, demo_transport
from dugnad.areas.casework.models import Adoption, Case, WalkingNetwork
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation

CITIES = ("Bergen kommune", "Oslo kommune")
APPLICANTS = ("even.bakken@eksempel.example", "nora.lie@eksempel.example", "tone.grande@eksempel.example")
FEE, TRANSPORT = "kindergarten-fee", "school-transport"
# Rules, applicant, city, child, born, who decides, other answers.
CASES = (
    (FEE, 0, 0, "Ada Eksempel", "2022-03-09", "rules", {"area": "Årstad"}),
    (FEE, 1, 0, "Cleo Eksempel", "2022-11-02", "rules", {"area": "Fana"}),
    (FEE, 2, 0, "Hedda Eksempel", "2022-05-17", "person", {"area": "Fana"}),
    (FEE, 0, 0, "Iben Eksempel", "2021-10-08", "rules", {"area": "Laksevåg"}),
    (FEE, 2, 0, "Jorunn Eksempel", "2022-08-30", "rules", {"area": "Årstad"}),
    (FEE, 1, 1, "Bo Eksempel", "2023-01-20", "rules", {"area": "Sagene"}),
    (FEE, 2, 0, "Emil Eksempel", "2023-05-05", "rules", {"area": "Åsane"}),
    (FEE, 2, 1, "Dina Eksempel", "2021-06-30", "person", {"homes": "yes"}),
)


def make_cases() -> None:
    """Each case that is not there yet, where the city has the rules in use."""
    cities = {row.name: row for row in Organisation.objects.filter(name__in=CITIES)}
    people = {row.email: row for row in Person.objects.filter(email__in=APPLICANTS, invented=True)}
    ready = set(Adoption.objects.values_list("version__package__slug", "organisation__name"))
    walked = set(WalkingNetwork.objects.values_list("organisation__name", flat=True))
    ready -= {(TRANSPORT, name) for name in CITIES if name not in walked}
    held = set(Case.objects.values_list("slug", "organisation__name", "subject"))
    for slug, who, where, child, born, decides, more in (*CASES, *demo_transport.cases(TRANSPORT)):
        city, person = cities.get(CITIES[where]), people.get(APPLICANTS[who])
        if city and person and (slug, city.name) in ready and (slug, city.name, child) not in held:
            told = {"subject": child, "born": born, "decided_by": decides, **more}
            _apply(person, city, slug, told)


def _apply(person: Person, city: Organisation, slug: str, told: dict[str, str]) -> None:
    actor = actor_for(person)
    row = applying.begin(actor=actor, organisation=city.id, slug=slug)
    written = "nn" if city.name == CITIES[0] else "nb"
    same = {"homes": "no", "moved": "no", "written": written, "day": timezone.localdate().isoformat()}
    applying.send(actor=actor, case=row.id, answers=same | told)
