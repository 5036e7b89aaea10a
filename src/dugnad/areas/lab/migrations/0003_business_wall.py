"""The wall around business models: the owner's people, and those whom an accepted invitation lets look until it ends."""

from django.db import migrations

from dugnad.kernel.access.wall import ORGANISATIONS, PERSON, Protect

INVITED = f"(person_id = {PERSON} OR organisation_id = ANY({ORGANISATIONS}))"
INVITATION = f"(owner_id = ANY({ORGANISATIONS}) OR {INVITED})"
LOOKED_AT = f"""EXISTS (SELECT 1 FROM lab_commentinvitation i WHERE i.model_id = lab_businessmodel.id
      AND i.accepted_at IS NOT NULL AND i.declined_at IS NULL AND i.withdrawn_at IS NULL AND i.until > now()
      AND (i.person_id = {PERSON} OR i.organisation_id = ANY({ORGANISATIONS})))"""  # noqa: S608 - names of columns
MODEL = f"(organisation_id = ANY({ORGANISATIONS}) OR {LOOKED_AT})"
# What hangs on a model is seen by those who see the model; revisions by its owner's people alone.
OF_MODEL = "EXISTS (SELECT 1 FROM lab_businessmodel m WHERE m.id = lab_comment.model_id)"
OWN = f"""EXISTS (SELECT 1 FROM lab_businessmodel m
      WHERE m.id = lab_modelrevision.model_id AND m.organisation_id = ANY({ORGANISATIONS}))"""  # noqa: S608 - names of columns


class Migration(migrations.Migration):
    dependencies = [("lab", "0002_business")]

    operations = [
        Protect("lab_commentinvitation", INVITATION),
        Protect("lab_businessmodel", MODEL),
        Protect("lab_modelrevision", OWN),
        Protect("lab_comment", OF_MODEL),
        Protect("lab_keptinput", f"person_id = {PERSON}"),
    ]
