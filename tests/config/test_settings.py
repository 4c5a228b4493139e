"""Production settings: complete, strict, and explicit about what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from tests.support.servers import run_manage

PRODUCTION = {
    "DJANGO_SETTINGS_MODULE": "config.settings.prod",
    "SECRET_KEY": "k" * 25 + "0123456789abcdefghijklmnopqrstuvwxyz",
    "ALLOWED_HOSTS": "parley.example.org",
    "DATABASE_URL": "postgresql://parley:hidden@db.example.org/parley",
    "REDIS_URL": "redis://redis.example.org:6379/0",
    "EMAIL_HOST": "smtp.example.org",
    "DEFAULT_FROM_EMAIL": "parley@example.org",
}
ROOT = Path(__file__).resolve().parent.parent.parent


def environment(**changes: str) -> dict[str, str]:
    return {"PATH": os.environ["PATH"], **PRODUCTION, **changes}


def setting(name: str, **changes: str) -> str:
    code = f"from django.conf import settings; print(settings.{name})"
    command = [sys.executable, "-c", code]
    return subprocess.check_output(command, env=environment(**changes), text=True, cwd=ROOT).strip()


def test_the_deployment_check_finds_nothing():
    answer = run_manage("check", "--deploy", "--fail-level", "WARNING", env=environment())
    assert answer.returncode == 0, answer.stderr
    assert "no issues" in answer.stdout + answer.stderr


def test_the_deployment_check_would_find_something():
    answer = run_manage("check", "--deploy", "--fail-level", "WARNING", env=environment(SECRET_KEY="short"))
    assert answer.returncode == 1
    assert "security.W009" in answer.stderr


@pytest.mark.parametrize("name", sorted(PRODUCTION.keys() - {"DJANGO_SETTINGS_MODULE"}))
def test_a_missing_variable_is_named(name):
    answer = run_manage("check", env=environment(**{name: ""}))
    assert answer.returncode != 0
    assert f"set the environment variable {name}" in answer.stderr


def test_the_demo_is_refused():
    answer = run_manage("demo", env=environment())
    assert answer.returncode != 0
    assert "demo" in answer.stderr


def test_nothing_of_development_is_on():
    assert setting("DEBUG, settings.DEMO, settings.STYLEGUIDE") == "False False False"


def test_headers_of_a_proxy_are_believed_only_when_one_is_declared():
    names = "ALLAUTH_TRUSTED_PROXY_COUNT, settings.SECURE_PROXY_SSL_HEADER, settings.REST_FRAMEWORK['NUM_PROXIES']"
    assert setting(names) == "0 None 0"
    assert setting(names, TRUSTED_PROXY_COUNT="1") == "1 ('HTTP_X_FORWARDED_PROTO', 'https') 1"


class TestAddresses:
    def test_a_database_url_is_taken_apart(self):
        found = env.database("postgresql://ana:p%40ss@db.example.org:6432/deals?sslmode=require")
        assert (found["USER"], found["PASSWORD"], found["HOST"]) == ("ana", "p@ss", "db.example.org")
        assert (found["PORT"], found["NAME"]) == ("6432", "deals")
        assert found["OPTIONS"]["sslmode"] == "require"
        assert found["OPTIONS"]["server_side_binding"] is True

    def test_a_unix_socket_is_a_query(self):
        found = env.database("postgresql:///parley?host=/run/postgresql&user=ana")
        assert (found["HOST"], found["USER"], found["NAME"]) == ("/run/postgresql", "ana", "parley")

    @pytest.mark.parametrize("url", ["mysql://a/b", "sqlite:///x.db", "postgresql://host-without-a-name"])
    def test_anything_else_is_refused_without_repeating_it(self, url):
        with pytest.raises(ImproperlyConfigured) as refused:
            env.database(url)
        assert "DATABASE_URL must" in str(refused.value)
        assert url not in str(refused.value)

    def test_celery_has_words_of_its_own_for_a_socket(self):
        assert env.celery_url("unix:///tmp/x.sock?db=3") == "redis+socket:///tmp/x.sock?virtual_host=3"
        assert env.celery_url("rediss://host:6380/1") == "rediss://host:6380/1"

    @pytest.mark.parametrize("value", ["maybe", "2"])
    def test_a_flag_is_yes_or_no(self, monkeypatch, value):
        monkeypatch.setenv("A_FLAG", value)
        with pytest.raises(ImproperlyConfigured, match="A_FLAG"):
            env.flag("A_FLAG")
