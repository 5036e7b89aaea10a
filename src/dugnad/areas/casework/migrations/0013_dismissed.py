"""An appeal that came too late can be dismissed."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0012_adoption_trials")]

    operations = [
        migrations.AlterField(
            "appeal",
            "outcome",
            models.CharField(
                blank=True,
                choices=[
                    ("changed", "The decision was changed"),
                    ("upheld", "The decision was upheld"),
                    ("returned", "The case was sent back to be decided anew"),
                    ("dismissed", "The appeal was dismissed"),
                ],
                max_length=10,
            ),
        ),
    ]
