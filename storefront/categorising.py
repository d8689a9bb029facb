"""Renaming, ordering and removing the categories of a shop; `storefront.cataloguing` makes them.

Visitors read them in the catalogue and on cards: whoever changes them touches the workspace.
"""

from django.db import transaction

from storefront.models import Category
from workspaces.models import Workspace


@transaction.atomic
def rename(*, category: Category, title: str) -> None:
    """Its address stays."""
    if category.title != title:
        category.title = title
        category.save(update_fields=["title"])
        category.workspace.touch()


@transaction.atomic
def move(*, category: Category, down: bool) -> None:
    """One step in the order visitors see; at the end of the list nothing happens."""
    Workspace.objects.select_for_update(no_key=True).get(pk=category.workspace_id)
    order = list(Category.objects.all())
    at = order.index(category)
    to = at + (1 if down else -1)
    if not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order):
        Category.objects.filter(pk=one.pk).exclude(position=position).update(position=position)
    category.workspace.touch()


@transaction.atomic
def remove(*, category: Category) -> None:
    """Its products stay, without one."""
    category.delete()
    category.workspace.touch()
