"""Clients that others' generators make of the description, each without options of its own, against a real answer."""

import json

import pytest

from tests.support.consumers import PROGRAMS, needs_consumers, needs_node_packages, run
from tests.support.server import REAL, ROOT, serve

pytestmark = pytest.mark.model

ARTICLE = (
    "Hulusi Akar warned that any attack would be answered, the ministry reported on Sunday.\n\n"
    "“Nobody knows.”\n\nAna Ruiz told Lee that she hoped to win. It was said that “rates” rose."
)
BODY = {"text": ARTICLE, "include": ["all"]}


@pytest.fixture(scope="module")
def server():
    with serve(REAL) as running:
        yield running


@pytest.fixture(scope="module")
def url(server):
    return f"http://127.0.0.1:{server.port}"


@pytest.fixture(scope="module")
def answer(server):
    """The answer as it is, in which something may be null that is not."""
    status, _, body = server.request(
        "POST", "/v1/quotes", json.dumps(BODY).encode(), **{"Content-Type": "application/json"}
    )
    assert status == 200
    found = json.loads(body)
    told = [quote["addressee"] for quote in found["quotes"]]
    assert None in told
    assert any(told)
    return found


@pytest.fixture
def here(server, tmp_path):
    """A folder with the descriptions in it."""
    for name in ("openapi.yaml", "openapi-3.1.json"):
        (tmp_path / name).write_bytes(server.request("GET", f"/{name}")[2])
    return tmp_path


@needs_consumers
def test_the_python_client_of_openapi_generator_reads_an_answer_whole(here, url, answer):
    run("openapi-generator-cli", "generate", "-i", "openapi.yaml", "-g", "python", "-o", ".", cwd=here)
    assert json.loads(run("python", PROGRAMS / "openapi_generator.py", url, ARTICLE, cwd=here)) == answer


@needs_consumers
def test_the_client_of_openapi_python_client_reads_an_answer_whole(here, url, answer):
    """It makes nothing of what is no JSON and no form, and says so."""
    made = ("--path", "openapi.yaml", "--meta", "none", "--output-path", "quotes_client")
    run("openapi-python-client", "generate", *made, cwd=here)
    assert json.loads(run("python", PROGRAMS / "openapi_python_client.py", url, ARTICLE, cwd=here)) == answer


@needs_consumers
def test_the_models_of_datamodel_code_generator_read_an_answer_whole(here, answer):
    """Those of the description in OpenAPI 3.1: of 3.0's `nullable` it reads nothing unless it is told to."""
    models = ("--input", "openapi-3.1.json", "--output", "models.py", "--output-model-type", "pydantic_v2.BaseModel")
    run("datamodel-codegen", *models, cwd=here)
    printed = run("python", PROGRAMS / "datamodel_code_generator.py", json.dumps(answer), ARTICLE, cwd=here)
    assert json.loads(printed) == answer


@needs_consumers
@needs_node_packages
def test_the_typescript_client_of_openapi_generator_compiles_and_reads_an_answer_whole(here, url, answer):
    run("openapi-generator-cli", "generate", "-i", "openapi.yaml", "-g", "typescript-fetch", "-o", "client", cwd=here)
    (here / "main.ts").write_text((PROGRAMS / "typescript_fetch.ts").read_text())
    compile_(here, "main.ts", "--outDir", "built")
    assert json.loads(run("node", "built/main.js", url, ARTICLE, cwd=here)) == answer


@needs_node_packages
@pytest.mark.parametrize("description", ["openapi.yaml", "openapi-3.1.json"])
def test_an_answer_has_the_types_of_openapi_typescript(here, answer, description):
    run("openapi-typescript", description, "--output", "types.ts", cwd=here)
    program = (PROGRAMS / "openapi_typescript.ts").read_text()
    (here / "main.ts").write_text(program.replace("= ANSWER;", f"= {json.dumps(answer)};"))
    compile_(here, "main.ts", "--noEmit")


@needs_node_packages
def test_redocly_has_no_complaint():
    run("redocly", "lint", "openapi.yaml", cwd=ROOT)


def compile_(here, *arguments):
    """Compile for node, as strictly as TypeScript can."""
    types = ("--types", "node", "--typeRoots", ROOT / "node_modules" / "@types")
    target = ("--strict", "--target", "es2022", "--module", "commonjs", "--moduleResolution", "node10")
    run("tsc", *target, *types, *arguments, cwd=here)
