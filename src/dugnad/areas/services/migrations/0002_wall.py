"""The wall around what residents say: for those who answer for it, and how fast it comes for nobody."""

from django.db import migrations

from dugnad.kernel.access.wall import IS_OPERATOR, ORGANISATIONS, Protect

OWNERS = f"({IS_OPERATOR} OR owner_id = ANY({ORGANISATIONS}))"


class Migration(migrations.Migration):
    dependencies = [("services", "0001_catalogue")]

    operations = [
        Protect("services_feedback", OWNERS),
        Protect("services_gap", OWNERS),
        Protect("services_askedon", "false"),
        Protect("services_feedbackpace", "false"),
    ]
