"""The wall around drafts: rules that are not published, and what a city has not taken in use yet."""

from django.db import migrations

from dugnad.kernel.access.wall import IS_OPERATOR, ORGANISATIONS, Protect

PUBLIC = "state IN ('published', 'stopped')"
OWNED = f"SELECT id FROM casework_rulepackage WHERE owner_id = ANY({ORGANISATIONS})"  # noqa: S608 - names of columns
VERSIONS = f"({PUBLIC} OR {IS_OPERATOR} OR package_id IN ({OWNED}))"
ADOPTIONS = f"({PUBLIC} OR {IS_OPERATOR} OR organisation_id = ANY({ORGANISATIONS}))"
APPROVALS = (
    "(version_id IN (SELECT id FROM casework_packageversion)"
    " OR adoption_id IN (SELECT id FROM casework_adoption))"
)


class Migration(migrations.Migration):
    dependencies = [("casework", "0002_open_adoption")]

    operations = [
        Protect("casework_packageversion", VERSIONS),
        Protect("casework_adoption", ADOPTIONS),
        Protect("casework_approval", APPROVALS),
    ]
