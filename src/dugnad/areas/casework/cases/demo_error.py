"""The demo's error in rules: the fee's second version sets right what the first had wrong, and cases are corrected."""

from __future__ import annotations

from django.db import transaction

from dugnad.areas.casework.cases import judging
from dugnad.areas.casework.cases.corrections import finding, sending
from dugnad.areas.casework.models import Case, Correction, Decision, PackageVersion, RuleError
from dugnad.areas.casework.models.cases import CaseState
from dugnad.areas.casework.models.corrections import CorrectionState
from dugnad.areas.casework.models.packages import VersionState
from dugnad.areas.casework.packages import approving, demo, services
from dugnad.kernel.access import Actor
from dugnad.kernel.organisations.models import Organisation

SLUG = demo.MISTAKEN
WHY = "Tredje barn fikk 50 prosent rabatt. Fra august 2023 er plassen gratis (eksempel)."
SAYS = "Eksempel: tredje barn er gratis fra august 2023."
BY_HAND, SENT = "Hedda Eksempel", "Iben Eksempel"
REASON = "Prisen er rekna ut med rabatten for tredje barn (døme)."


@transaction.atomic
def make_error() -> None:
    """Told, set right, taken in use and the touched cases decided anew, where the first version is the wrong one."""
    version = PackageVersion.objects.filter(
        package__slug=SLUG, number=1, state=VersionState.PUBLISHED
    ).first()
    cities = {row.name: row for row in Organisation.objects.filter(name__in=(demo.OWNER, demo.OTHER))}
    people = {name: demo.people_of(city) for name, city in cities.items()}
    if version is None or not demo.is_mistaken(version.document) or demo.OWNER not in people:
        return
    _by_hand(people[demo.OWNER]["caseworker"])
    scope = {"parameters": [demo.PARAMETER]}
    approving.report_error(actor=people[demo.OWNER]["lawyer"], version=version.id, why=WHY, scope=scope)
    right = _corrected(people[demo.OWNER], version)
    for name, city in cities.items():
        demo.take_in_use(people[name], city, right, reason=SAYS)
        _decided_anew(city)
    _one_sent(people[demo.OWNER]["caseworker"])


def _by_hand(worker: Actor) -> None:
    """A case that a person decided: what is wrong in it goes to a person again."""
    case = Case.objects.filter(slug=SLUG, subject=BY_HAND, state=CaseState.PERSON).first()
    brief = Decision.objects.filter(case=case).first() if case else None
    if case and brief:
        judging.judge(
            actor=worker, case=case.id, brief=brief.number, result="reduced", states={}, reason=REASON
        )


def _corrected(people: dict[str, Actor], version: PackageVersion) -> PackageVersion:
    keeper = people["caseworker"]
    draft = services.new_draft(actor=keeper, version=version.id, says=SAYS)
    document = demo.corrected()
    draft = services.change(actor=keeper, version=draft.id, revision=draft.revision, document=document)
    return demo.approved(people, draft, reason=SAYS)


def _decided_anew(city: Organisation) -> None:
    error = RuleError.objects.select_related("version__package").get(version__package__slug=SLUG)
    finding.find(error, city.id)
    rules = finding.corrected_rules(error, city.id)
    if rules:
        finding.decide_anew(error, city.id, rules)


def _one_sent(worker: Actor) -> None:
    rows = Correction.objects.filter(case__subject=SENT, state=CorrectionState.READY)
    for row in rows:
        sending.send(actor=worker, correction=row.id)
