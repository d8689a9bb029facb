"""A plan given by staff: it stands above what is paid for, to its last day or without end (P1).

What counts without it is said by the app that sells plans, by `plan_due` of its `AppConfig`.
"""

from collections.abc import Callable
from datetime import date

from django.apps import apps
from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from workspaces import audit, letters, plan_words, plans
from workspaces.letters import Letter
from workspaces.models import User, Workspace
from workspaces.scoping import inside
from workspaces.service_mail import send


@transaction.atomic
def give(
    *, workspace: Workspace, plan: str, members: int, until: date | None, reason: str, words: str, by: User
) -> None:
    """From now on and to the end of that day. `reason` is for the log, `words` for the owners, who are told."""
    found = _locked(workspace)
    before = _facts(found)
    found.plan_override, found.override_until = plan, until
    _write(found, plan, members)
    with inside(found):
        audit.record("plan.give", found.slug, actor=by, before=before, after=_facts(found) | {"reason": reason})
        _tell_given(found, words)


@transaction.atomic
def take_back(*, workspace: Workspace, reason: str = "", by: User | None = None) -> None:
    """What is paid for counts again; nobody took it back where its time is over. The owners are told."""
    found = _locked(workspace)
    if not found.plan_override:
        return
    before, given = _facts(found), found.plan_override
    found.plan_override, found.override_until = "", None
    with inside(found):
        _write(found, *_due())
        audit.record("plan.take", found.slug, actor=by, before=before, after=_facts(found) | {"reason": reason})
        _tell_over(found, given)


def end_due(today: date) -> int:
    """Take back what was given until yesterday. Says how many."""
    over = list(Workspace.objects.exclude(plan_override="").filter(override_until__lt=today, erased_at=None))
    for workspace in over:
        take_back(workspace=workspace)
    return len(over)


def _locked(workspace: Workspace) -> Workspace:
    return Workspace.objects.select_for_update().get(pk=workspace.pk)


def _write(workspace: Workspace, plan: str, members: int) -> None:
    workspace.plan_key, workspace.paid_members = plan, members
    workspace.save(update_fields=["plan_override", "override_until", "plan_key", "paid_members"])
    workspace.touch()


def _due() -> tuple[str, int]:
    """Plan and members of the open workspace, as they are paid for."""
    says: list[Callable[[], tuple[str, int]]] = [
        app.plan_due for app in apps.get_app_configs() if hasattr(app, "plan_due")
    ]
    return says[0]() if says else (plans.UNLIMITED, 0)


def _facts(workspace: Workspace) -> dict[str, object]:
    until = workspace.override_until
    return {
        "plan": workspace.plan_key,
        "members": workspace.paid_members,
        "given": workspace.plan_override,
        "until": until.isoformat() if until else "",
    }


def _tell_given(workspace: Workspace, words: str) -> None:
    """In the language of each owner."""
    for reader in letters.owners():
        with translation.override(reader.language):
            plan, until = str(plan_words.NAMES[workspace.plan_override]), workspace.override_until
            heading = _("Your plan is %(plan)s now") % {"plan": plan}
            rows = [(_("Workspace"), letters.one_line(workspace.name)), (_("Plan"), plan)]
            rows += [(_("To the end of"), date_format(until, "DATE_FORMAT"))] if until else []
            said = [_("We gave this plan to your workspace. It costs you nothing.")]
            if until:
                said.append(_("After that, what you pay for counts again. Nothing is deleted then."))
            _send(heading, said, rows, words, reader.address)


def _tell_over(workspace: Workspace, given: str) -> None:
    for reader in letters.owners():
        with translation.override(reader.language):
            now = str(plan_words.NAMES[workspace.plan_key])
            heading = _("The plan we gave you has ended")
            rows = [
                (_("Workspace"), letters.one_line(workspace.name)),
                (_("Until now"), str(plan_words.NAMES[given])),
                (_("Plan"), now),
            ]
            said = [
                _("Your cards and codes go on working, whatever happens."),
                _("What is over the limit of the plan cannot be changed until there is room. Nothing is deleted."),
            ]
            _send(heading, said, rows, "", reader.address)


def _send(heading: str, said: list[str], rows: list[tuple[str, str]], words: str, to: str) -> None:
    send(Letter(letters.subject(heading), heading, said, rows, quoted=words, signed=settings.SITE_NAME), to)
