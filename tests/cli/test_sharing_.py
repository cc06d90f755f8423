"""`kith sharing`: leaving somebody out, from the command line."""

from __future__ import annotations

from click.testing import CliRunner

from kith.cli.main import kith
from kith.sharing.models import OptOut


def run(*arguments: str):
    return CliRunner().invoke(kith, ["sharing", *arguments])


def test_somebody_is_left_out_and_let_in_again(db):
    assert run("leave-out", "ana@acme.example").exit_code == 0
    assert OptOut.objects.count() == 1

    assert "May be matched again" in run("let-in", "Ana@acme.example").output
    assert "Was not left out" in run("let-in", "ana@acme.example").output
    assert not OptOut.objects.exists()


def test_what_is_no_address_is_said(db):
    for command in ("leave-out", "let-in"):
        answer = run(command, "nonsense")

        assert answer.exit_code == 1
        assert "neither an e-mail address" in answer.output
