"""The read API keeps what its OpenAPI document promises, whatever is asked."""

import json

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from werkzeug.test import Client

from gateway.api import api

CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
DOCUMENT = json.loads(json.dumps(api.get_openapi_schema(path_prefix="api/"), default=str))
schema = schemathesis.openapi.from_dict(DOCUMENT).include(path_regex="^/api/(statistics|publications)")


@pytest.fixture
def site(make_release):
    make_release(
        [
            ("kafaalat", "families_paid", "2025-Q1", "PK", 90),
            ("kafaalat", "families_paid", "2025-Q1", "PK601", None, "F", "suppressed"),
        ]
    )
    for signal in (request_started, request_finished):  # as Django's own test client does: the test's connection stays open
        signal.disconnect(close_old_connections)
    yield Client(get_wsgi_application())
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@schema.parametrize()
@settings(
    max_examples=5,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.filter_too_much],
)
def test_every_answer_is_one_that_the_document_declares(case, site):
    case.validate_response(asked(case, site), checks=CHECKS)


def asked(case, site):
    told = case.as_transport_kwargs(base_url="http://localhost")
    return site.open(case.formatted_path, method=case.method, query_string=told.get("params"), headers={"host": "localhost"})


def test_every_parameter_and_answer_is_explained():
    for path, operations in DOCUMENT["paths"].items():
        if path.startswith(("/api/statistics/", "/api/publications")):
            operation = operations["get"]
            assert operation["summary"]
            assert {"200", "400", "304"} <= operation["responses"].keys()
            assert all(parameter.get("description") for parameter in operation["parameters"] if parameter["in"] == "query")
