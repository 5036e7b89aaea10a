"""The wall around experts who are not open to requests, the ledger of hours, and what rounds gave to whom."""

from django.db import migrations

from dugnad.kernel.access.wall import IS_OPERATOR, ORGANISATIONS, PERSON, Protect


EXPERT = f"""(({PERSON} IS NOT NULL AND active) OR organisation_id = ANY({ORGANISATIONS})
      OR person_id = {PERSON} OR {IS_OPERATOR})"""
ENTRY = f"""(organisation_id = ANY({ORGANISATIONS}) OR {IS_OPERATOR} OR EXISTS (SELECT 1 FROM competence_expert e
      WHERE e.id = competence_hourentry.expert_id AND e.person_id = {PERSON}))"""  # noqa: S608 - names of columns
OWN = f"person_id = {PERSON}"
RUNS = f"""EXISTS (SELECT 1 FROM competence_attempt a JOIN competence_round r ON r.id = a.round_id
      WHERE a.id = competence_placing.attempt_id AND r.runner_id = ANY({ORGANISATIONS}))"""  # noqa: S608 - names of columns
PLACING = f"(organisation_id = ANY({ORGANISATIONS}) OR {IS_OPERATOR} OR {RUNS})"
SHARE = f"""(organisation_id = ANY({ORGANISATIONS}) OR EXISTS (SELECT 1 FROM competence_placing p
      WHERE p.id = competence_share.placing_id))"""  # noqa: S608 - names of columns


class Migration(migrations.Migration):
    dependencies = [("competence", "0003_rounds")]

    operations = [
        Protect("competence_expert", EXPERT),
        Protect("competence_hourentry", ENTRY),
        Protect("competence_personlimit", OWN),
        Protect("competence_personmonth", OWN),
        Protect("competence_placing", PLACING),
        Protect("competence_share", SHARE),
    ]
