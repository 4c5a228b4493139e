"""docker-compose.yml and the Dockerfile say what the settings and the commands of the code need."""

import re
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
OURS = ("web", "worker", "beat", "migrate")
DOCKERFILE = (ROOT / "Dockerfile").read_text()


@pytest.mark.parametrize("name", OURS)
def test_our_services_are_the_same_image_with_rights_for_nothing(name):
    service = SERVICES[name]
    assert service["image"] == "parley:latest"
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["environment"]["DJANGO_SETTINGS_MODULE"] == "config.settings.prod"


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"migrate", "proxy"}))
def test_every_lasting_service_has_a_health_check_and_restarts(name):
    assert SERVICES[name]["healthcheck"]["test"]
    assert SERVICES[name]["restart"] == "unless-stopped"


def test_what_production_requires_is_set():
    source = (ROOT / "config/settings/prod.py").read_text()
    required = set(re.findall(r'env\.required\("(\w+)"\)', source))
    assert required >= {"SECRET_KEY", "DATABASE_URL", "REDIS_URL", "EMAIL_HOST"}
    for name in OURS:
        assert required <= SERVICES[name]["environment"].keys()


def test_no_secret_is_written_down_or_has_a_default():
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        assert re.search(rf"\${{{name}:\?", text), f"{name} must be demanded"
        assert not re.search(rf"\${{{name}:?-\w", text)
    assert not re.search(r"PASSWORD: *[A-Za-z0-9]", text)


def test_commands_exist():
    from config import healthcheck, run  # noqa: PLC0415 - importing them is the test

    assert callable(run.main)
    assert callable(healthcheck.main)
    for name in ("web", "worker", "beat"):
        assert f"config.run {name}" in SERVICES[name]["command"]
        assert SERVICES[name]["healthcheck"]["test"][-2:] == ["config.healthcheck", name]


def test_the_database_sorts_as_everywhere_and_keeps_quiet_about_rows():
    postgres = SERVICES["postgres"]
    assert postgres["image"] == "postgres:18"
    assert postgres["volumes"] == ["database:/var/lib/postgresql"], "where 18 keeps its data"
    assert "--builtin-locale=C.UTF-8" in postgres["environment"]["POSTGRES_INITDB_ARGS"]
    assert "log_error_verbosity=terse" in postgres["command"]
    assert "log_min_error_statement=panic" in postgres["command"]


def test_only_the_proxy_can_be_reached_from_outside():
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]


def test_volumes_are_declared():
    used = {volume.split(":")[0] for service in SERVICES.values() for volume in service.get("volumes", [])}
    assert used == set(COMPOSE["volumes"])


def test_the_image_is_glibc_not_root_and_installs_by_hash():
    assert "slim" in DOCKERFILE
    assert "alpine" not in DOCKERFILE.lower().replace("(alpine)", "")
    assert re.search(r"^USER parley$", DOCKERFILE, re.M)
    assert "--require-hashes -r /tmp/server.lock" in DOCKERFILE
    assert re.search(r"^HEALTHCHECK", DOCKERFILE, re.M)


def test_what_the_image_copies_exists():
    for line in re.findall(r"^COPY (?!--)(.+)$", DOCKERFILE, re.M):
        assert all((ROOT / source).exists() for source in line.split()[:-1]), line
