"""What is logged, and above all what is not."""

import io
import json
import logging

import pytest
import structlog

from config import logs


@pytest.fixture
def lines(settings):
    """The JSON lines that production would write, as a list that grows."""
    logs.configure({"json": True, "level": "INFO"})
    stream = io.StringIO()
    logging.getLogger().handlers[0].setStream(stream)
    yield lambda: [json.loads(line) for line in stream.getvalue().splitlines()]
    logs.configure(settings.LOGGING)
    structlog.reset_defaults()


def test_a_line_is_json_with_its_time_level_and_logger(lines):
    logging.getLogger("parley.jobs").info("job taken")
    (line,) = lines()
    assert (line["event"], line["level"], line["logger"]) == ("job taken", "info", "parley.jobs")
    assert line["timestamp"].endswith("Z")


@pytest.mark.parametrize("key", ["password", "csrftoken", "walk_away", "target", "floor", "new_limits", "sessionid"])
def test_values_under_telling_names_are_hidden(lines, key):
    structlog.get_logger("parley").info("saved", **{key: "7654321", "deal": "d"})
    (line,) = lines()
    assert "7654321" not in json.dumps(line)
    assert line["deal"] == "d"


def test_the_row_that_a_database_error_quotes_is_hidden(lines):
    floor = 7654321
    error = 'new row for relation "limits" violates check constraint "limits_order"'
    try:
        raise ValueError(f"{error}\nDETAIL:  Failing row contains (1, {floor}).")
    except ValueError:
        logging.getLogger("django.request").exception("Internal Server Error: /deals/1")
    (line,) = lines()
    assert "limits_order" in line["exception"]
    assert "7654321" not in json.dumps(line)


def test_the_value_that_a_database_error_quotes_is_hidden():
    text = 'psycopg.errors.InvalidTextRepresentation: invalid input syntax for type numeric: "7654321"\nmore'
    assert logs.without_quoted_rows(text) == "psycopg.errors.InvalidTextRepresentation: •••\nmore"


def test_the_key_of_a_link_is_hidden_and_an_identifier_is_not(lines):
    key = "Zk3" * 14 + "x"
    logging.getLogger("django.request").warning("Not Found: %s", f"/invitations/{key}")
    logging.getLogger("django.request").warning("Not Found: %s", "/deals/0d7f1c3e-9c1b-4d43-8e53-0d3f6c2f7a11")
    first, second = lines()
    assert first["event"] == "Not Found: /invitations/•••"
    assert "0d7f1c3e-9c1b-4d43-8e53-0d3f6c2f7a11" in second["event"]
