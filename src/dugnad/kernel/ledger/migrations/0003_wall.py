"""Details may hold personal data: on PostgreSQL the database itself shows them only to those concerned.

What concerns no one is for those who run the platform.
"""

from django.db import migrations

from dugnad.kernel.access.wall import IS_OPERATOR, ORGANISATIONS, PERSON, Protect

ABOUT = "SELECT 1 FROM ledger_concern c WHERE c.event_id = ledger_detail.event_id"
CONCERNED = f"EXISTS ({ABOUT} AND (c.ref = {PERSON} OR c.ref = ANY({ORGANISATIONS})))"
PLATFORMS = f"({IS_OPERATOR} AND NOT EXISTS ({ABOUT}))"


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_concerns_and_details")]

    operations = [Protect("ledger_detail", f"{CONCERNED} OR {PLATFORMS}")]
