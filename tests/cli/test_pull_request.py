"""A pull request that adds a catalog-info.yaml: the command line that its pipeline runs."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

import pytest
from click.testing import Result

from tests.formats.foreign_files import FILES, ORE_BODIES

from .conftest import Run

COMMAND = "check --file catalog-info.yaml --fail-on duplicate"
"""As README tells it for GitHub Actions and GitLab CI."""

NAME = "Civic Key"
TEXT = (
    "One account and one login that residents use to reach the online services of every public "
    "body, with passwords, passkeys and one-time codes by text or e-mail. Account recovery and "
    "first-line telephone help are included."
)
SNOW = "Follows snow ploughs on a map and tells when a street is cleared."

ENTITY = """\
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: {name}
  title: {title}
  description: {text}
spec:
  type: service
  lifecycle: production
  owner: {owner}
"""


@pytest.fixture
def pipeline(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Runs the command beside a catalog-info.yaml of this text."""
    monkeypatch.chdir(tmp_path)

    def started(text: str, home: Path, *more: str) -> Result:
        Path("catalog-info.yaml").write_text(text, encoding="utf-8")
        return run(*shlex.split(COMMAND), *more, home=home)

    return started


def entity(name: str = "time-slots", title: str = NAME, text: str = TEXT, owner: str = "it") -> str:
    return ENTITY.format(name=name, title=title, text=text, owner=owner)


def test_what_resembles_nothing_passes(pipeline: Run, sample_home: Path) -> None:
    told = pipeline(entity(title="Snow map", text=SNOW), sample_home)
    assert told.exit_code == 0
    assert "Snow map" in told.stdout


def test_what_is_there_already_is_flagged(pipeline: Run, sample_home: Path) -> None:
    told = pipeline(entity(), sample_home)
    assert told.exit_code == 3
    assert "PROBABLE DUPLICATE" in told.stdout
    assert "clef-civique" in told.stdout


def test_a_file_with_errors_is_two(pipeline: Run, sample_home: Path) -> None:
    for text in (entity() + "  : :\n", "kind: [", ENTITY.replace("name: {name}", "")):
        told = pipeline(text, sample_home)
        assert (told.exit_code, told.stdout) == (2, "")


def test_a_check_that_could_not_run_is_one(pipeline: Run, tmp_path: Path) -> None:
    told = pipeline(entity(), tmp_path / "nowhere")
    assert (told.exit_code, told.stdout) == (1, "")


def test_groups_alone_are_nothing_to_check(pipeline: Run, sample_home: Path) -> None:
    told = pipeline(entity().replace("kind: Component", "kind: Group"), sample_home)
    assert told.exit_code == 2
    assert "no proposal and no component" in told.stderr


def test_each_component_of_a_file_is_checked(pipeline: Run, sample_home: Path) -> None:
    other = entity("snow", "Snow map", SNOW)
    told = pipeline(other + "---\n" + entity(), sample_home, "--json")
    assert told.exit_code == 3
    first, second = json.loads(told.stdout)
    assert (first["title"], second["title"]) == ("Snow map", NAME)
    assert second["matches"][0]["id"] == "clef-civique"


def test_a_declared_tie_answers_the_warning(pipeline: Run, sample_home: Path) -> None:
    tied = entity() + "  dependsOn: [component:default/clef-civique]\n"
    assert pipeline(tied, sample_home).exit_code == 0


def test_its_own_earlier_version_is_no_duplicate(pipeline: Run, sample_home: Path) -> None:
    assert pipeline(entity("clef-civique", owner="min-services"), sample_home).exit_code == 0
    assert pipeline(entity("clef-civique", owner="Justice"), sample_home).exit_code == 3


def test_other_files_of_components_are_checked_too(
    run: Run, sample_home: Path, tmp_path: Path
) -> None:
    path = tmp_path / "components.jsonl"
    offered = {"type": "component", "name": {"en": NAME}, "description": {"en": TEXT}}
    path.write_text(json.dumps(offered))
    told = run("check", "--file", path, "--json", home=sample_home)
    assert told.exit_code == 3
    assert json.loads(told.stdout)["matches"][0]["id"] == "clef-civique"


def test_very_many_components_are_refused(run: Run, sample_home: Path, tmp_path: Path) -> None:
    path = tmp_path / "components.jsonl"
    one = {"type": "component", "name": {"en": NAME}, "description": {"en": TEXT}}
    path.write_text("".join(json.dumps({**one, "id": f"c{n}"}) + "\n" for n in range(201)))
    told = run("check", "--file", path, home=sample_home)
    assert (told.exit_code, told.stdout) == (2, "")
    assert "more than 200 components" in told.stderr


def test_an_entity_that_cannot_be_read_is_never_passed_over(
    pipeline: Run, sample_home: Path
) -> None:
    mute = entity(name="mute", text="''")
    told = pipeline(f"{entity(title='Snow map', text=SNOW)}---\n{mute}", sample_home)
    assert told.exit_code == 2
    assert "Snow map" in told.stdout
    assert "left out - line 14, metadata: nothing says what it does" in told.stderr


@pytest.mark.parametrize(
    ("name", "text", "status"),
    [
        ("publiccode.yml", FILES["publiccode"], {0, 3}),
        ("code.json", FILES["codejson"], {2}),  # one of its releases says nothing
        ("ore.yml", FILES["ore"], {0, 3}),
        ("apis.csv", FILES["uk_apis"], {0, 3}),
        ("empty.yaml", "", {2}),
        ("bodies.yml", ORE_BODIES, {2}),
    ],
)
def test_files_of_every_format(
    run: Run, sample_home: Path, tmp_path: Path, name: str, text: str, status: set[int]
) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    told = run("check", "--file", str(path), "--fail-on", "duplicate", home=sample_home)
    assert told.exit_code in status
    assert bool(told.stdout) == (name in ("publiccode.yml", "code.json", "ore.yml", "apis.csv"))
