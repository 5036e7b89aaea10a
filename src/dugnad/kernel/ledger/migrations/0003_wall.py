"""Details may hold personal data: on PostgreSQL the database itself shows them only to those concerned."""

from django.db import migrations

from dugnad.kernel.access.wall import ORGANISATIONS, PERSON, Protect

CONCERNED = (
    "EXISTS (SELECT 1 FROM ledger_concern c WHERE c.event_id = ledger_detail.event_id"  # noqa: S608
    f" AND (c.ref = {PERSON} OR c.ref = ANY({ORGANISATIONS})))"
)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_concerns_and_details")]

    operations = [Protect("ledger_detail", CONCERNED)]
