"""What a registration keeps beside the need, and the wall around all that tells of persons.

The wall stands behind the code's own seal and is coarser: organisations, not roles. Care services see no row at
all; the code opens the wall for them where they may write without seeing.
"""

import django.utils.timezone
from django.db import migrations, models
from django.db.models import Q

from dugnad.kernel.access.wall import ORGANISATIONS, PERSON, Protect

NAMELESS = Q(person=None, service=None, registered_by=None, name="", reference="", ground_said="")

# A fire service sees a resident while an incident is open in the building: invented people in exercises only.
ALARMED = f"""EXISTS (SELECT 1 FROM rescue_incident i
      WHERE i.building_id = rescue_resident.building_id AND i.closed_at IS NULL
      AND i.service_id = ANY({ORGANISATIONS}) AND i.exercise = rescue_resident.synthetic)"""  # noqa: S608 - names of columns
# Who asked sees through an opening that another allowed; a care service only those that it registered itself.
OPENED = f"""(NOT rescue_resident.blocked AND EXISTS (SELECT 1 FROM rescue_opening o
      WHERE o.building_id = rescue_resident.building_id
      AND (o.resident_id IS NULL OR o.resident_id = rescue_resident.id)
      AND o.asked_by_id = {PERSON} AND o.organisation_id = ANY({ORGANISATIONS})
      AND o.allowed_by_id IS NOT NULL AND o.until > now()
      AND (o.role = 'responder' OR o.organisation_id = rescue_resident.service_id)))"""  # noqa: S608 - names of columns
RESIDENT = f"(person_id = {PERSON} OR {ALARMED} OR {OPENED})"
# What hangs on a resident is seen by those who see the resident.
OF_RESIDENT = "EXISTS (SELECT 1 FROM rescue_resident r WHERE r.id = {table}.resident_id)"
# A look is seen by whoever looked, and by the resident.
OWN = "SELECT 1 FROM rescue_resident r WHERE r.id = rescue_look.resident_id"
LOOK = f"(by_id = {PERSON} OR EXISTS ({OWN} AND r.person_id = {PERSON}))"
OPENING = f"organisation_id = ANY({ORGANISATIONS})"
# What was said in an incident, persons included, stays with the fire service and the building's owner.
ENTRY = f"""EXISTS (SELECT 1 FROM rescue_incident i LEFT JOIN rescue_building b ON b.id = i.building_id
      WHERE i.id = rescue_entry.incident_id
      AND (i.service_id = ANY({ORGANISATIONS}) OR b.owner_id = ANY({ORGANISATIONS})))"""  # noqa: S608 - names of columns


class Migration(migrations.Migration):
    dependencies = [("rescue", "0001_initial")]

    operations = [
        migrations.RemoveIndex("resident", "residents_now"),
        migrations.RemoveField("resident", "withdrawn_at"),
        migrations.AddField("resident", "consent_version", models.CharField(blank=True, default="", max_length=16), preserve_default=False),
        migrations.AddField("resident", "code_digest", models.CharField(blank=True, default="", max_length=64), preserve_default=False),
        migrations.AddField("resident", "confirmed_at", models.DateTimeField(default=django.utils.timezone.now)),
        migrations.AddField("resident", "asked_at", models.DateTimeField(null=True)),
        migrations.AddField("opening", "role", models.CharField(default="", max_length=16), preserve_default=False),
        migrations.AddIndex("resident", models.Index(fields=["confirmed_at"], name="rescue_resi_confirm_idx")),
        migrations.AddConstraint("resident", models.UniqueConstraint(fields=["person", "building"], name="registered_once")),
        migrations.AddConstraint("resident", models.UniqueConstraint(fields=["service", "reference"], condition=~Q(reference=""), name="reference_once")),
        migrations.AddConstraint("resident", models.UniqueConstraint(fields=["code_digest"], condition=~Q(code_digest=""), name="code_once")),
        migrations.AddConstraint("resident", models.CheckConstraint(condition=Q(blocked=False) | NAMELESS, name="blocked_is_nameless")),
        migrations.AddConstraint("look", models.UniqueConstraint(fields=["resident", "by", "incident"], name="looked_once")),
        Protect("rescue_resident", RESIDENT),
        *(
            Protect(table, OF_RESIDENT.format(table=table))
            for table in ("rescue_need", "rescue_tag", "rescue_frozenposition")
        ),
        Protect("rescue_look", LOOK),
        Protect("rescue_opening", OPENING),
        Protect("rescue_entry", ENTRY),
    ]  # fmt: skip
