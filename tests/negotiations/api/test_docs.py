"""The commands of docs/api.md, run as they stand."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from negotiations.models import Deal, IssueLimits, Suggestion
from tests.factories.accounts import make_api_token
from tests.factories.negotiations import make_plan

PAGE = Path(__file__).resolve().parents[3] / "docs" / "api.md"
TOOLS = ("bash", "curl", "jq")


@pytest.mark.skipif(not all(map(shutil.which, TOOLS)), reason="the page is written for bash, curl and jq")
def test_the_page_works(web_server: str, worker_process: Callable[..., Any], tmp_path: Path) -> None:
    plan = make_plan()
    worker_process().wait()
    commands = "\n".join(re.findall(r"```sh\n(.*?)```", PAGE.read_text(), re.DOTALL))
    script = "set -eu -o pipefail\n" + commands.replace("http://127.0.0.1:8000", web_server)
    known = {"TOKEN": make_api_token(plan.lead)[1], "DEAL": str(plan.deal.pk), "ISSUE": str(plan.price.pk)}
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=tmp_path, env={**os.environ, **known}, capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert '"status":4' not in done.stdout, done.stdout
    assert Deal.objects.get(pk=plan.deal.pk).title == "Air conditioners 2027"
    assert IssueLimits.objects.get(issue=plan.price).version_of("walk_away")
    assert Suggestion.objects.filter(deal=plan.deal, state="accepted").count() == 1
    assert Deal.objects.exclude(pk=plan.deal.pk).count() == 1
    assert (tmp_path / "export.xlsx").read_bytes().startswith(b"PK")
