"""Whether a round may count in averages, and the wall around rounds and answers: the organisation's own people."""

from django.db import migrations, models

from dugnad.kernel.access.wall import ORGANISATIONS, Protect

# What is in a block tells of no single organisation, so blocks need no wall.
OF_ROUND = "EXISTS (SELECT 1 FROM lab_assessment a WHERE a.id = lab_answer.assessment_id)"


class Migration(migrations.Migration):
    dependencies = [("lab", "0003_business_wall")]

    operations = [
        migrations.AddField("assessment", "complete", models.BooleanField(default=False)),
        Protect("lab_assessment", f"organisation_id = ANY({ORGANISATIONS})"),
        Protect("lab_answer", OF_ROUND),
    ]
