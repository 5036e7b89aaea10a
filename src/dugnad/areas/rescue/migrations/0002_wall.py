from django.db import migrations

from dugnad.kernel.access.wall import ORGANISATIONS, PERSON, Protect

# A fire service sees a resident while an incident is open in the building and not an exercise, or the resident is synthetic.
ALARMED = f"""EXISTS (SELECT 1 FROM rescue_incident i
      WHERE i.building_id = rescue_resident.building_id AND i.closed_at IS NULL
      AND i.service_id = ANY({ORGANISATIONS}) AND i.exercise = rescue_resident.synthetic)"""  # noqa: S608 - names of columns
RESIDENT = f"person_id = {PERSON} OR service_id = ANY({ORGANISATIONS}) OR {ALARMED}"
# What hangs on a resident is seen by those who see the resident.
OF_RESIDENT = "EXISTS (SELECT 1 FROM rescue_resident r WHERE r.id = {table}.resident_id)"


class Migration(migrations.Migration):
    dependencies = [("rescue", "0001_initial")]

    operations = [
        Protect("rescue_resident", RESIDENT),
        *(
            Protect(table, OF_RESIDENT.format(table=table))
            for table in ("rescue_need", "rescue_look", "rescue_tag")
        ),
        Protect("rescue_frozenposition", OF_RESIDENT.format(table="rescue_frozenposition")),
    ]
