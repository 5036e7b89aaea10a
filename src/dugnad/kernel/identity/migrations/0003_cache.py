"""The table of the cache that all web processes share."""

from django.core.management import call_command
from django.db import migrations


def make_table(apps, editor):
    call_command("createcachetable", "cache", database=editor.connection.alias, verbosity=0)


def drop_table(apps, editor):
    editor.execute("DROP TABLE cache")


class Migration(migrations.Migration):
    dependencies = [("identity", "0002_accesstoken_signin")]

    operations = [migrations.RunPython(make_table, drop_table)]
