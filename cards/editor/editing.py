"""Between a card's document and the editor's forms, both ways, losing nothing (cards 12–17)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias, TypeVar

from django import forms
from django.forms import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _
from pydantic import BaseModel, ValidationError

from cards.blocks import registry
from cards.blocks.kind import BlockKind, Group
from cards.blocks.listed import ListedForm
from cards.company import entries
from cards.content import LIST_MAX, Block, CompanyField, Document, MainAct, SearchSettings
from cards.editor.forms import (
    AddressForm,
    DesignForm,
    EmailForm,
    IdentityForm,
    LinkForm,
    PageForm,
    PhoneForm,
    ProfileForm,
    RowForm,
)
from cards.editor.rows import LISTS
from cards.editor.seeing import SeenForm
from cards.phones import readable
from cards.profiles import typed

ROW_FORMS: Final = {
    "phones": PhoneForm,
    "emails": EmailForm,
    "addresses": AddressForm,
    "profiles": ProfileForm,
    "links": LinkForm,
}
Formset: TypeAlias = "forms.BaseFormSet[RowForm]"
Part = TypeVar("Part", bound=BaseModel)


@dataclass
class BlockForm:
    """One placed block and, where its kind is known, the form of its body."""

    placed: Block
    kind: BlockKind | None
    form: forms.Form | None

    @property
    def label(self) -> Any:
        return self.kind.label if self.kind else _("A section this version cannot show")

    def block(self) -> Block:
        """As typed. A body that says the same as before stays as it was stored."""
        if self.kind is None or self.form is None:
            return self.placed
        before = self.kind.body.model_validate(self.placed.body) if self._readable() else None
        now = self.kind.body.model_validate(self.form.cleaned_data)
        if now == before:
            return self.placed
        return self.placed.model_copy(update={"body": self.placed.body | now.model_dump(mode="json")})

    @property
    def holds(self) -> str:
        """What lies in the block and is not among its fields, in words."""
        if self.kind is None or self.kind.holds is None or not self._readable():
            return ""
        return self.kind.holds(self.kind.body.model_validate(self.placed.body))

    @property
    def listed(self) -> ListedForm | None:
        """The form, where there is a list in it."""
        return self.form if isinstance(self.form, ListedForm) else None

    def fields(self) -> Iterator[BoundField]:
        """Those a person can see, in the order of the page."""
        yield from self.form.visible_fields() if self.form else ()
        for row in self.listed.rows.forms if self.listed else ():
            yield from row.visible_fields()

    def is_valid(self) -> bool:
        if self.kind is None or self.form is None:
            return True
        if not self.form.is_valid():
            return False
        try:
            self.kind.body.model_validate(self.form.cleaned_data)
        except ValidationError as refused:
            for error in refused.errors():
                name = str(error["loc"][0]) if error["loc"] else None
                self.form.add_error(
                    name if name in self.form.fields else None, _("This cannot be kept. Write it otherwise.")
                )
        return not self.form.errors

    def _readable(self) -> bool:
        try:
            return self.kind is not None and bool(self.kind.body.model_validate(self.placed.body))
        except ValidationError:
            return False


class CardForms:
    """Every form of the editor. `document` is what they edit; `data` what was sent, if anything was.

    `adding` names the list that ends in a blank row; an empty list always does. What comes from the company is in no
    form, and stays.
    """

    def __init__(
        self, document: Document, data: QueryDict | None = None, *, region: str = "", adding: str = ""
    ) -> None:
        self.base, self.data, self.adding = document, data, adding
        self.theirs = {name: entries(document, name) for name in LISTS}
        identity = document.identity.model_dump() | {"type": document.type.value}
        self.blocks = [self._block(placed) for placed in self._placed()]
        self.exchange = any(one.kind.exchanges for one in self.blocks if one.kind and not one.placed.hidden)
        self.seen = SeenForm(document, data, exchange=self.exchange)
        self.identity = IdentityForm(data, prefix="face", initial=identity)
        self.design = DesignForm(data, prefix="design", initial=document.design.model_dump())
        self.page = PageForm(data, prefix="page", initial=_page_values(document))
        self.rows = {name: self._formset(name, region) for name in LISTS}
        for field in document.from_company:
            for form, name in self._asked(field):
                del form.fields[name]

    def is_valid(self) -> bool:
        """Every part is looked at, so that every error is said at once."""
        valid = [form.is_valid() for form in self._singles]
        valid += [rows.is_valid() for rows in self.rows.values()]
        valid += [block.is_valid() for block in self.blocks]
        return all(valid)

    def document(self) -> Document:
        """What the forms say; what they do not ask for stays as it is. Only when valid."""
        page = self.page.cleaned_data
        return self.base.model_copy(
            update={
                "type": type(self.base.type)(self.identity.cleaned_data["type"]),
                "identity": _over(self.base.identity, self.identity.values()),
                **{name: self.theirs[name] + _rows_of(self.rows[name]) for name in LISTS},
                "blocks": self._blocks(),
                "design": _over(self.base.design, self.design.values()),
                "main_act": MainAct(page["main_act"]),
                "greeting": " ".join(page["greeting"].split()),
                "language": page["language"],
                "search": SearchSettings(listed=page["listed"], contact_data=page["contact_data"]),
            }
        ).seen_as(self.seen.visibility())

    def fields(self) -> Iterator[BoundField]:
        """Every field a person can see, in the order of the page."""
        for form in [*self._singles, *(form for rows in self.rows.values() for form in rows.forms)]:
            yield from form.visible_fields()
        for block in self.blocks:
            yield from block.fields()

    def errors_by_field(self) -> dict[str, list[str]]:
        """Errors by the id of the field they belong to."""
        found = {field.auto_id: [str(error) for error in field.errors] for field in self.fields() if field.errors}
        return found | {place: errors for place, errors in self.general_errors().items() if errors}

    def general_errors(self) -> dict[str, list[str]]:
        """What is wrong with a list or a block as a whole, by the id of its place; empty lists included."""
        if self.data is None:
            return {}
        lists = {name: [str(error) for error in rows.non_form_errors()] for name, rows in self.rows.items()}
        bodies = {f"block-{block.placed.id}": block.form for block in self.blocks if block.form}
        inside = [block.listed for block in self.blocks if block.listed]
        lists |= {form.part: [str(error) for error in form.rows.non_form_errors()] for form in inside}
        return lists | {place: [str(error) for error in form.non_field_errors()] for place, form in bodies.items()}

    def offered_kinds(self) -> list[BlockKind]:
        """Kinds that can be added: single ones only while they are absent."""
        return [kind for kind in registry.kinds().values() if not (kind.single and self._stands(kind.kind))]

    def offered_groups(self) -> list[tuple[Group, list[BlockKind]]]:
        """The same by heading; headings with nothing below them are left out."""
        offered = self.offered_kinds()
        groups = [(group, [kind for kind in offered if kind.group is group]) for group in Group]
        return [(group, kinds) for group, kinds in groups if kinds]

    def profiles_unplaced(self) -> bool:
        """There are profiles, and no block that shows them."""
        return bool(self.base.profiles) and not self._stands("profiles")

    def _asked(self, field: CompanyField) -> list[tuple[forms.Form, str]]:
        """Where one of the company's fields is asked for, apart from the lists."""
        places: dict[CompanyField, list[tuple[forms.Form, str]]] = {
            CompanyField.ORGANISATION: [(self.identity, "organisation")],
            CompanyField.DESIGN: [(self.design, "name")],
            CompanyField.INK: [(self.design, "ink"), (self.design, "brand")],
        }
        return places.get(field, [])

    def _stands(self, kind: str) -> bool:
        return any(block.placed.kind == kind for block in self.blocks)

    @property
    def _singles(self) -> list[forms.Form]:
        return [self.identity, self.seen, self.design, self.page]

    def _formset(self, name: str, region: str) -> Formset:
        """Bound rows get no initial values: a row that was just saved must not pass for an untouched one."""
        kind: Any = forms.formset_factory(
            ROW_FORMS[name],
            extra=int(name == self.adding or not getattr(self.base, name)),
            max_num=LIST_MAX - len(self.theirs[name]),
            absolute_max=LIST_MAX + 20,
            validate_max=True,
            can_order=True,
        )
        kind.ordering_widget = forms.HiddenInput
        initial = None if self.data is not None else _row_values(name, self.base, len(self.theirs[name]))
        kwargs: dict[str, Any] = {"exchange": self.exchange} | ({"region": region} if name == "phones" else {})
        rows: Formset = kind(self.data, prefix=name, initial=initial, form_kwargs=kwargs)
        return rows

    def _placed(self) -> list[Block]:
        """The blocks in the order sent; a new one's kind is taken from the form if it is known."""
        present = {block.id: block for block in self.base.blocks or registry.USUAL}
        if self.data is None or "block" not in self.data:
            return list(present.values())
        placed: list[Block] = []
        for name in dict.fromkeys(self.data.getlist("block")):
            block = present.get(name) or _new_block(name, self.data.get(f"block-{name}-kind", ""))
            if block is not None and len(placed) < LIST_MAX:
                hidden = self.data.get(f"block-{name}-hidden") == "on"
                placed.append(block if block.hidden == hidden else block.model_copy(update={"hidden": hidden}))
        return placed

    def _block(self, placed: Block) -> BlockForm:
        kind = registry.kinds().get(placed.kind)
        form = kind.form(self.data, prefix=f"block-{placed.id}", initial=placed.body) if kind else None
        if isinstance(form, ListedForm):
            form.adding = self.adding
        return BlockForm(placed, kind, form)

    def _blocks(self) -> tuple[Block, ...]:
        blocks = tuple(block.block() for block in self.blocks)
        return () if not self.base.blocks and blocks == registry.USUAL else blocks


def _new_block(name: str, kind: str) -> Block | None:
    try:
        return Block(id=name, kind=kind) if kind in registry.kinds() else None
    except ValidationError:
        return None


def _page_values(document: Document) -> dict[str, Any]:
    return {
        "main_act": document.main_act.value,
        "greeting": document.greeting,
        "language": document.language,
        **document.search.model_dump(),
    }


def _row_values(name: str, document: Document, theirs: int) -> list[dict[str, Any]]:
    if name == "profiles":
        return [
            {"kind": one.kind, "value": typed(one.kind, one.value), "visibility": one.visibility.value}
            for one in document.profiles
        ]
    rows = [value.model_dump(mode="json") for value in getattr(document, name)[theirs:]]
    return [row | {"number": readable(row["number"])} for row in rows] if name == "phones" else rows


def _rows_of(rows: Formset) -> tuple[Any, ...]:
    """Filled rows as values, in the order given; rows without one come last, as they stand."""
    filled = [form for form in rows.forms if not form.blank]
    filled.sort(key=lambda form: form.cleaned_data.get("ORDER") or LIST_MAX * 100)
    return tuple(form.part.model_validate(form.values()) for form in filled)


def _over(base: Part, values: Mapping[str, Any]) -> Part:
    return type(base).model_validate(base.model_dump() | dict(values))
