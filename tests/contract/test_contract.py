"""openapi.yaml is what the code does."""

import copy
import json
import re

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from openapi_schema_validator import OAS30Validator, OAS31Validator
from openapi_spec_validator import validate
from schemathesis.specs.openapi.checks import negative_data_rejection, positive_data_acceptance

from quotes import __version__
from quotes.api.description import load_spec, modern
from quotes.api.formats import RENDERINGS
from quotes.api.problems import PROBLEM_TYPES
from quotes.api.queries import QueryParametersSchema
from quotes.app import create_app
from quotes.intake.html import Html
from quotes.settings import Settings
from tests.support import fakes
from tests.support.checked import check_line, outright
from tests.support.schemas import rendered, rendered_fields

SPEC = load_spec()
schemathesis_config = schemathesis.Config.from_dict({"seed": 0})


def test_the_description_is_a_valid_openapi_document():
    validate(SPEC)


def test_the_description_is_a_valid_document_of_openapi_3_1_too():
    later = modern(SPEC)
    assert later["openapi"].startswith("3.1")
    validate(later)


def test_what_may_be_null_may_be_so_in_openapi_3_1():
    response = SPEC["components"]["examples"]["response"]["value"]
    schema = {"components": modern(SPEC["components"]), "$ref": "#/components/schemas/QuotesResponse"}
    assert OAS31Validator(schema).is_valid(response)
    response = copy.deepcopy(response)
    response["quotes"][0]["prefix"] = None
    assert not OAS31Validator(schema).is_valid(response)


def test_every_schema_is_that_of_marshmallow():
    assert SPEC["components"]["schemas"] == rendered()


def test_every_query_parameter_is_that_of_marshmallow():
    parameters = {p["name"]: p for p in SPEC["components"]["parameters"].values() if p["in"] == "query"}
    expected = rendered_fields(QueryParametersSchema())
    assert {name: {"description": p["description"], **p["schema"]} for name, p in parameters.items()} == expected


def test_the_paths_and_methods_are_exactly_the_routes():
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
    assert documented == [(kind.slug, kind.status, kind.title) for kind in PROBLEM_TYPES]
    assert all(problem["description"] for problem in SPEC["x-problems"])


def test_the_version_is_that_of_the_package():
    assert SPEC["info"]["version"] == __version__


def test_every_operation_has_a_summary_and_every_schema_a_description():
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
def test_every_example_is_valid_by_its_schema(schema, value):
    OAS30Validator({"components": SPEC["components"], **schema}).validate(value)


def test_the_renderings_of_the_example_are_the_examples_of_the_renderings():
    examples = SPEC["components"]["examples"]
    media = SPEC["paths"]["/v1/quotes"]["post"]["responses"]["200"]["content"]
    documented = {content_type: content["examples"] for content_type, content in media.items()}
    for rendering in RENDERINGS:
        by_name = documented.get(rendering.content_type) or documented[rendering.media_type]
        reference = next(iter(by_name.values()))
        example = examples[reference["$ref"].rpartition("/")[2]]["value"]
        written = rendering.body(examples["response"]["value"], examples["request"]["value"]["text"])
        assert (json.loads(written) if "json" in rendering.media_type else written) == example
    assert len(documented) == len(RENDERINGS)


def test_every_line_of_a_batch_s_example_is_valid():
    operation = SPEC["paths"]["/v1/quotes/batch"]["post"]
    sent = operation["requestBody"]["content"]["application/x-ndjson"]["example"].splitlines()
    answered = operation["responses"]["200"]["content"]["application/x-ndjson"]["example"].splitlines()
    assert len(sent) == len(answered) == 2
    request = OAS30Validator({"components": SPEC["components"], "$ref": "#/components/schemas/QuotesRequest"})
    assert [request.is_valid(json.loads(line)) for line in sent] == [True, False]
    for line in answered:
        check_line(json.loads(line))


schemathesis.serializer.alias("application/x-ndjson", "text/plain")

api = schemathesis.openapi.from_dict(outright(SPEC), config=schemathesis_config)
api.app = create_app(Settings(), fakes.engine())


@api.exclude(path="/openapi.yaml").parametrize()  # whose answer it would read as what the YAML stands for
@settings(max_examples=300, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_the_application_keeps_the_contract(case):
    validate_call(case)


@api.include(path="/v1/quotes").parametrize()
@settings(max_examples=50, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_every_rendering_keeps_the_contract(case):
    """But for those with a profile, which schemathesis does not tell apart; the API tests hold them to their schema."""
    for rendering in RENDERINGS:
        if rendering.profile is None:
            validate_call(case, Accept=rendering.content_type)


def validate_call(case, **headers):
    excluded = [negative_data_rejection, positive_data_acceptance] if is_beyond_a_schema(case) else []
    case.call_and_validate(excluded_checks=excluded, headers={"Accept-Encoding": "identity", **headers})


def is_beyond_a_schema(case):
    """True for a body that is right or wrong by what no JSON schema can tell: what HTML shows, equal ids, and files.

    What a selector chooses of HTML is a part of what it shows.
    """
    if case.media_type == "multipart/form-data":
        return True
    selects = "selector" in (case.query or {}) or (isinstance(case.body, dict) and "selector" in case.body)
    if case.media_type == "text/html":
        return selects or not isinstance(case.body, str) or is_blank(case.body)  # whatever is sent is a string
    body = case.body if isinstance(case.body, dict) else {}
    blocks = body["blocks"] if isinstance(body.get("blocks"), list) else []
    ids = [str(block["id"]) for block in blocks if isinstance(block, dict) and "id" in block]
    return (
        len(set(ids)) < len(ids)
        or (selects and bool({"html", "blocks"} & body.keys()))
        or any(
            is_blank(part.get(field, "x"))
            for part in (body, *blocks)
            if isinstance(part, dict)
            for field in ("text", "html")
        )
    )


def is_blank(html):
    return isinstance(html, str) and not Html(html).text.strip()
