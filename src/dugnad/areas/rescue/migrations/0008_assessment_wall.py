"""What the engines say of persons is behind the wall: for the fire service, while the incident is open."""

from django.db import migrations

from dugnad.kernel.access.wall import ORGANISATIONS, Protect

ASSESSED = f"""EXISTS (SELECT 1 FROM rescue_incident i WHERE i.id = rescue_assessment.incident_id
      AND i.closed_at IS NULL AND i.service_id = ANY({ORGANISATIONS}))"""  # noqa: S608 - names of columns


class Migration(migrations.Migration):
    dependencies = [("rescue", "0007_drones")]

    operations = [Protect("rescue_assessment", ASSESSED)]
