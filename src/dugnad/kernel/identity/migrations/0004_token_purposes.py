from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("identity", "0003_cache")]

    operations = [
        migrations.AddField(model_name="accesstoken", name="purposes", field=models.JSONField(default=list))
    ]
