"""Walks every model and looks up what the rooms say of its fields; an export and a house test ask here (rule 37)."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec

from django.apps import AppConfig, apps
from django.db import models

from cardsite.kit.personal import Registry, Said

COULD_NAME_SOMEBODY = (
    models.CharField,
    models.TextField,
    models.JSONField,
    models.BinaryField,
    models.FileField,
    models.UUIDField,
    models.GenericIPAddressField,
)
"""Kinds of fields that need an entry; addresses and slugs are kinds of `CharField`."""


def registry() -> Registry:
    """What all rooms say together, by the label of the model."""
    said: dict[str, dict[str, Said]] = {}
    for app in apps.get_app_configs():
        said |= {label: dict(fields) for label, fields in _of(app).items()}
    return said


def _of(app: AppConfig) -> Registry:
    name = f"{app.name}.personal"
    if find_spec(name) is None:
        return {}
    fields: Registry = import_module(name).FIELDS
    return fields


def could_name(model: type[models.Model]) -> set[str]:
    return {field.name for field in model._meta.concrete_fields if isinstance(field, COULD_NAME_SOMEBODY)}


def unsaid(all_models: Iterable[type[models.Model]], said: Registry) -> list[str]:
    """Fields that no room says a word about, and words about fields that are none."""
    wrong = []
    for model in all_models:
        label = model._meta.label
        of_model = said.get(label, {})
        wrong += [f"{label}.{name} is not said" for name in could_name(model) - of_model.keys()]
        wrong += [f"{label}.{name} is no such field" for name in of_model.keys() - could_name(model)]
    return sorted(wrong)


def secrets_of(model: type[models.Model], said: Registry) -> set[str]:
    """Fields that are in no export."""
    return {name for name, one in said.get(model._meta.label, {}).items() if one.secret}
