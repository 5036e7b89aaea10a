"""A plan that waits to be read is behind the wall: for the building's owner."""

from django.db import migrations

from dugnad.kernel.access.wall import ORGANISATIONS, Protect

OWNED = f"""EXISTS (SELECT 1 FROM rescue_building b WHERE b.id = rescue_planupload.building_id
      AND b.owner_id = ANY({ORGANISATIONS}))"""  # noqa: S608 - names of columns


class Migration(migrations.Migration):
    dependencies = [("rescue", "0009_habits")]

    operations = [Protect("rescue_planupload", OWNED)]
