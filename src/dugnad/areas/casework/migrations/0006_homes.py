"""Cases of each home apart, until a day; and what a source itself rested on."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0005_walking"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="first",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="others",
                to="casework.case",
            ),
        ),
        migrations.AddField(
            model_name="case",
            name="until",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="casefact",
            name="provenance",
            field=models.JSONField(default=dict),
        ),
    ]
