"""The docs say everything that there is, and nothing else."""

import re
from pathlib import Path

import pytest

from kith.cli.main import Subcommands

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = (ROOT / "src/kith/settings.py").read_text()


def test_every_variable_that_kith_reads_is_documented_and_no_other():
    read = set(re.findall(r'(?:environ\.get\(|_flag\()"(KITH_\w+|DATABASE_URL)"', SETTINGS)) | {"KITH_USER"}
    documented = set(re.findall(r"`(KITH_\w+|DATABASE_URL)`", (ROOT / "docs/configure.md").read_text()))

    assert documented == read


def test_every_command_is_documented_and_no_other():
    documented = set(re.findall(r"^\| `kith (\w+)", (ROOT / "docs/cli.md").read_text(), re.MULTILINE))

    assert documented == set(Subcommands.names)


def test_every_link_between_documents_leads_somewhere():
    broken = [
        f"{page.relative_to(ROOT)} → {link}"
        for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]
        for link in re.findall(r"\]\(([^)#\s]+)\)", page.read_text())
        if "://" not in link and not (page.parent / link).exists()
    ]

    assert broken == []


@pytest.mark.parametrize("name", ["README.md", "ARCHITECTURE.md"])
def test_the_map_in_the_docs_names_every_feature(name):
    text = (ROOT / name).read_text()
    features = [p.parent.name for p in (ROOT / "src/kith").glob("*/__init__.py")]

    assert [feature for feature in features if f"`{feature}/`" not in text and name == "ARCHITECTURE.md"] == []
