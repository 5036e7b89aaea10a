"""The demo's finished model: an invented company's, with an expert of the network who was asked to comment."""

from __future__ import annotations

from django.utils import timezone

from dugnad.areas.lab.business import commenting, examples, services
from dugnad.areas.lab.models import BusinessModel
from dugnad.kernel.identity.actors import actor_for
from dugnad.kernel.identity.models import Person
from dugnad.kernel.organisations.models import Organisation

COMPANY = "Fjordvakt Sensor AS"
OWNER, EXPERT, ASKED = (
    "eirik.moe@eksempel.example",
    "sara.antonsen@eksempel.example",
    "tone.grande@eksempel.example",
)
QUESTION = "Er det rimelig at så få sykehjem slutter? Og hva ville en stor leverandør gjort?"
SAID = (
    (
        "customer_relationships",
        "Tre års avtale gjør at få slutter nå, men se på hva som skjer når de første løper ut.",
    ),
    ("key_partners", "Ett mellomledd for pasientvarsling er en risiko. Hva koster det å støtte to?"),
)


def make() -> None:
    """Two models; what is there already stays."""
    company = Organisation.objects.filter(name=COMPANY).first()
    if company is None or BusinessModel.objects.filter(organisation=company).exists():
        return
    owner, expert = (actor_for(Person.objects.get(email=email)) for email in (OWNER, EXPERT))
    _title, document, canvas = examples.begun("software", "nb", f"{timezone.localdate():%Y-01}")
    row = services.add_model(
        actor=owner,
        organisation=company.id,
        title="Varsling på abonnement (eksempel)",
        document=document,
        canvas=canvas,
        example="software",
    )
    asked = commenting.invite(actor=owner, model=row.id, days=60, email=EXPERT, question=QUESTION)
    commenting.answer(actor=expert, invitation=asked.id, accepts=True)
    for block, text in SAID:
        commenting.comment(actor=expert, model=row.id, block=block, text=text)
    if Person.objects.filter(email=ASKED).exists():
        commenting.invite(actor=owner, model=row.id, days=30, email=ASKED, question=QUESTION)
