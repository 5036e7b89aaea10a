"""An installation as in production passes Django's own checks; settings and migrations leave nothing out."""

from __future__ import annotations

import os
import re
import string
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import call_command

from dugnad.web.env import SETTINGS

ROOT = Path(__file__).resolve().parents[2]
MAIN = "from dugnad.web.cli import main; main()"
PRODUCTION = {
    "DUGNAD_HTTPS": "1",
    "DUGNAD_HOSTS": "dugnad.example",
    "DUGNAD_ORIGIN": "https://dugnad.example",
    "DUGNAD_SECRET_KEY": "only-for-tests " + string.printable[:62],
}


def _manage(*arguments: str, home: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("DUGNAD_")}
    command = [sys.executable, "-W", "error", "-c", MAIN, "manage", *arguments]
    return subprocess.run(
        command,
        env={**environment, "DUGNAD_HOME": str(home), **variables},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_the_deployment_check_is_clean(tmp_path: Path) -> None:
    done = _manage("check", "--deploy", "--fail-level", "INFO", home=tmp_path, **PRODUCTION)
    assert done.returncode == 0, done.stderr
    assert "no issues" in done.stdout


def test_the_deployment_check_would_find_plain_http(tmp_path: Path) -> None:
    done = _manage("check", "--deploy", "--fail-level", "INFO", home=tmp_path)
    assert done.returncode != 0


def test_migrations_are_complete(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("makemigrations", "--check", "--dry-run")
    assert "No changes detected" in capsys.readouterr().out


@pytest.mark.parametrize("name", SETTINGS)
def test_every_setting_is_documented(name: str) -> None:
    setting, page = SETTINGS[name], (ROOT / "docs" / "operate.md").read_text()
    row = next((line for line in page.splitlines() if line.startswith(f"| `{name}` |")), "")
    assert setting.says in row
    assert not setting.default or f"`{setting.default}`" in row


def test_no_setting_is_read_that_is_not_declared() -> None:
    code = (file.read_text() for file in (ROOT / "src").rglob("*.py") if "tests" not in file.parts)
    used = {name for text in code for name in re.findall(r"\bDUGNAD_[A-Z_]*[A-Z]\b(?!_)", text)}
    assert used <= SETTINGS.keys()
