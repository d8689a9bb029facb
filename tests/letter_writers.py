"""Who can write a letter, read from the sources: a new letter is on this list before any test knows of it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from allauth import account, mfa

from tests.servers import ROOT

ROOMS: Final = ("workspaces", "cards", "audience", "bookings", "storefront", "billing")
ACCOUNT_FOLDERS: Final = [
    *(
        Path(str(room.__file__)).parent.parent / "templates" / room.__name__.rpartition(".")[2]
        for room in (account, mfa)
    ),
    ROOT / "templates" / "account",
]
MESSAGE: Final = "_message.txt"
#: Letters of allauth for ways that our settings close.
NEVER_SENT: Final = {
    "account/email/base": "what the others extend",
    "account/email/email_confirm": "addresses are confirmed by code",
    "account/email/email_deleted": "an account has one address",
    "account/email/password_reset_code": "passwords are set anew by link",
    "account/email/unknown_account": "who has no account hears nothing",
}


def wanted() -> set[str]:
    """Names as `tests/letters.py` notes them: functions, with each key of the table they read, and account letters."""
    return {name for path in sources() for name in written_in(path)} | account_letters()


def sources() -> Iterator[Path]:
    """`account_letters` writes none of its own: it reads those of allauth, which are templates."""
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*.py") if "Letter(" in path.read_text())
    return (path for path in found if path.name != "account_letters.py")


def account_letters() -> set[str]:
    found = {path for folder in ACCOUNT_FOLDERS for path in (folder / "email").glob(f"*{MESSAGE}")}
    prefixes = {"/".join(path.parts[-3:]).removesuffix(MESSAGE) for path in found}
    return prefixes - set(NEVER_SENT)


def written_in(path: Path, root: Path = ROOT) -> set[str]:
    """The functions of a module that write a letter, by themselves or through another one there."""
    module = ".".join(path.relative_to(root).with_suffix("").parts)
    tree = ast.parse(path.read_text())
    own, tables = dict(functions(tree, "")), dict(dict_keys(tree))
    writing = {"Letter"}
    while more := {name for name, body in own.items() if name not in writing and writing & called(body)}:
        writing |= more
    found = set()
    for name in writing - {"Letter"}:
        keys = [key for table in read_by_verb(own[name]) for key in tables.get(table, ())]
        found |= {f"{module}:{name}({key})" for key in keys} or {f"{module}:{name}"}
    return found


def functions(node: ast.AST, within: str) -> Iterator[tuple[str, list[ast.AST]]]:
    """Each with what stands in it and in no function inside it, under the name Python gives its code."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.Lambda):
            name = within + getattr(child, "name", "<lambda>")
            yield name, list(body_of(child))
            yield from functions(child, f"{name}.<locals>.")
        else:
            yield from functions(child, within)


def body_of(node: ast.AST) -> Iterator[ast.AST]:
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, ast.FunctionDef | ast.Lambda):
            yield child
            yield from body_of(child)


def called(body: list[ast.AST]) -> set[str]:
    return {node.func.id for node in body if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}


def read_by_verb(body: list[ast.AST]) -> Iterator[str]:
    """Names of tables in `TABLE[verb]`."""
    for node in body:
        if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name) and isinstance(node.slice, ast.Name):
            yield node.value.id


def dict_keys(tree: ast.Module) -> Iterator[tuple[str, list[str]]]:
    for node in tree.body:
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and isinstance(node.value, ast.Dict):
            yield node.target.id, [str(key.value) for key in node.value.keys if isinstance(key, ast.Constant)]
