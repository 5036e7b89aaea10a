"""Jobs may hand over personal data: on PostgreSQL the database itself shows a job only to who asked for it."""

from django.db import migrations

from dugnad.kernel.access.wall import PERSON, Protect


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_initial")]

    operations = [Protect("jobs_jobrun", f"person_id = {PERSON}")]
