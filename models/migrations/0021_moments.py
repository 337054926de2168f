"""Moments of who enters are kept as all others are; `vendors.store.filling` writes those that are there anew."""

from tortoise import migrations


class Migration(migrations.Migration):
    """Moments of who enters, kept as all others are."""

    dependencies = [("teikyo", "0020_actors")]

    operations = []
