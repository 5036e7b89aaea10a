"""Invitations hold addresses of people who are not here yet: PostgreSQL shows them to the organisation's own."""

from django.db import migrations

from dugnad.kernel.access.wall import IS_OPERATOR, ORGANISATIONS, Protect


class Migration(migrations.Migration):
    dependencies = [("organisations", "0001_initial")]

    operations = [
        Protect("organisations_invitation", f"{IS_OPERATOR} OR organisation_id = ANY({ORGANISATIONS})")
    ]
