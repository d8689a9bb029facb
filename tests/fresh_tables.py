"""`python -m tests.fresh_tables`: an empty database, tables made of the models at once and migrations noted down.

`migrate` takes four times as long, for it goes through every state there ever was. `python -m tests.fresh_tables shape`
prints what a database has, so that a test can hold that both ways lead to the same (tests/test_machinery.py).
"""

import json
import os
import sys
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cardsite.settings")


def make() -> None:
    from django.apps import apps  # noqa: PLC0415  # they need Django set up
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415

    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.managed and not model._meta.proxy and not model._meta.swapped:
                editor.create_model(model)
    call_command("createcachetable", verbosity=0)
    call_command("migrate", fake=True, verbosity=0)


def shape() -> dict[str, Any]:
    """By table: its columns by name, and its constraints and indexes without theirs, which hold hashes."""
    from django.db import connection  # noqa: PLC0415

    found: dict[str, Any] = {}
    parts = ("columns", "unique", "primary_key", "foreign_key", "check")
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            columns = connection.introspection.get_table_description(cursor, table)
            rules = connection.introspection.get_constraints(cursor, table).values()
            found[table] = {
                "columns": sorted([one.name, str(one.type_code), bool(one.null_ok)] for one in columns),
                "rules": sorted(json.dumps([rule.get(part) for part in parts]) for rule in rules),
            }
    return found


if __name__ == "__main__":
    django.setup()
    if sys.argv[1:] == ["shape"]:
        sys.stdout.write(json.dumps(shape(), sort_keys=True))
    else:
        make()
