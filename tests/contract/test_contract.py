"""openapi.yaml is what the code does."""

import re

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from openapi_schema_validator import OAS30Validator
from openapi_spec_validator import validate

from service import __version__
from service.api.docs import load_spec
from service.api.problems import PROBLEMS
from service.api.queries import QueryParameters
from service.app import create_app
from service.settings import Settings
from tests.support import fakes
from tests.support.schemas import rendered, rendered_fields

SPEC = load_spec()
schemathesis_config = schemathesis.Config.from_dict({"seed": 0})


def test_it_is_an_openapi_document():
    validate(SPEC)


def test_every_schema_is_as_marshmallow_has_it():
    assert SPEC["components"]["schemas"] == rendered()


def test_every_query_parameter_is_as_marshmallow_has_it():
    parameters = {p["name"]: p for p in SPEC["components"]["parameters"].values() if p["in"] == "query"}
    expected = rendered_fields(QueryParameters())
    assert {name: {"description": p["description"], **p["schema"]} for name, p in parameters.items()} == expected


def test_every_path_and_method_is_a_route_and_the_other_way_round():
    automatic = {"HEAD", "OPTIONS"}
    app = create_app(Settings(), fakes.engine())
    routes = {
        (re.sub(r"<(\w+)>", r"{\1}", rule.rule), method)
        for rule in app.url_map.iter_rules()
        for method in (rule.methods or set()) - automatic
    }
    assert routes == {(path, method.upper()) for path, item in SPEC["paths"].items() for method in item}


def test_the_list_of_problems_is_that_of_the_code():
    documented = [(problem["slug"], problem["status"], problem["title"]) for problem in SPEC["x-problems"]]
    assert documented == [(kind.slug, kind.status, kind.title) for kind in PROBLEMS.values()]
    assert all(problem["description"] for problem in SPEC["x-problems"])


def test_the_version_is_that_of_the_package():
    assert SPEC["info"]["version"] == __version__


def test_every_operation_tells_its_examples_and_descriptions():
    for item in SPEC["paths"].values():
        for operation in item.values():
            assert operation["summary"]
            assert "500" in operation["responses"]
    for schema in SPEC["components"]["schemas"].values():
        assert schema["description"]


def examples():
    """Every media type object that carries examples, with those."""
    found = []

    def walk(node):
        if isinstance(node, dict):
            if "schema" in node and ("example" in node or "examples" in node):
                values = [node["example"]] if "example" in node else []
                for example in node.get("examples", {}).values():
                    name = example["$ref"].rpartition("/")[2]
                    values.append(SPEC["components"]["examples"][name]["value"])
                found.extend((node["schema"], value) for value in values)
            for below in node.values():
                walk(below)
        elif isinstance(node, list):
            for below in node:
                walk(below)

    walk(SPEC["paths"])
    walk(SPEC["components"]["responses"])
    return found


@pytest.mark.parametrize(("schema", "value"), examples(), ids=lambda value: str(value)[:40])
def test_every_example_is_valid(schema, value):
    OAS30Validator({"components": SPEC["components"], **schema}).validate(value)


api = schemathesis.openapi.from_wsgi(
    "/openapi.yaml", create_app(Settings(), fakes.engine()), config=schemathesis_config
)


@api.parametrize()
@settings(max_examples=300, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_the_application_keeps_the_contract(case):
    case.call_and_validate()
