from django.db import migrations

from dugnad.kernel.access.wall import ORGANISATIONS, PERSON, Protect


def is_party(agreement: str) -> str:
    """True for the people of a party."""
    return f"""EXISTS (SELECT 1 FROM agreements_agreementparty p
      WHERE p.agreement_id = {agreement} AND p.organisation_id = ANY({ORGANISATIONS}))"""  # noqa: S608 - names of columns


# A document is for its parties' people and those who signed it; a clause also for all who are signed in once it shares in the open.
DOCUMENT = f"""EXISTS (SELECT 1 FROM agreements_signinground r
      WHERE r.id = agreements_document.round_id AND {is_party("r.agreement_id")})
    OR EXISTS (SELECT 1 FROM agreements_signature s
      WHERE s.round_id = agreements_document.round_id AND s.person_id = {PERSON})"""  # noqa: S608 - names of columns
CLAUSE = f"""{is_party("agreements_clause.agreement_id")}
    OR (kind = 'sharing' AND {PERSON} IS NOT NULL AND EXISTS (SELECT 1 FROM agreements_agreement a
      WHERE a.id = agreements_clause.agreement_id AND a.state IN ('signed', 'revoked')))"""  # noqa: S608 - names of columns


class Migration(migrations.Migration):
    dependencies = [("agreements", "0001_initial")]

    operations = [Protect("agreements_document", DOCUMENT), Protect("agreements_clause", CLAUSE)]
