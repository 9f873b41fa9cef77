"""What deploy/kubernetes says of the service is so, and what it says to the cluster is understood."""

import json
import shutil
import subprocess
from decimal import Decimal

import jsonschema
import kubernetes_validate
import pytest
import yaml

from quotes.settings import Settings, SettingsError
from tests.support.server import ROOT

FOLDER = ROOT / "deploy" / "kubernetes"
KUSTOMIZATION = yaml.safe_load((FOLDER / "kustomization.yaml").read_text("utf-8"))
MANIFESTS = {name: yaml.safe_load((FOLDER / name).read_text("utf-8")) for name in KUSTOMIZATION["resources"]}
POD = MANIFESTS["deployment.yaml"]["spec"]["template"]
(CONTAINER,) = POD["spec"]["containers"]
PORTS = {port["name"]: port["containerPort"] for port in CONTAINER["ports"]}
VERSIONS = ("1.30", kubernetes_validate.latest_version())
MONITOR = "monitor.yaml"

READER, FRONT = Decimal("0.9e9"), Decimal("0.15e9")
"""Bytes that a reader needs at most, and what is before the readers."""

UNITS = {"Ki": 2**10, "Mi": 2**20, "Gi": 2**30}


def settings():
    """What the container is told, and the rest by default."""
    return Settings.from_environ({each["name"]: each["value"] for each in CONTAINER["env"]})


def quantity(text):
    """A quantity of Kubernetes as a number."""
    return Decimal(text[:-2]) * UNITS[text[-2:]] if text[-2:] in UNITS else Decimal(text)


@pytest.mark.parametrize("version", VERSIONS)
@pytest.mark.parametrize("name", sorted(MANIFESTS.keys() - {MONITOR}))
def test_the_cluster_knows_every_field(name, version):
    kubernetes_validate.validate(MANIFESTS[name], version, strict=True)


def test_the_operator_of_prometheus_knows_every_field():
    schema = json.loads((ROOT / "tests/data/kubernetes/servicemonitor.json").read_text("utf-8"))
    jsonschema.validate(MANIFESTS[MONITOR], schema)


def test_every_manifest_is_applied():
    assert {path.name for path in FOLDER.glob("*.yaml")} == {"kustomization.yaml", *MANIFESTS}


def test_kubectl_builds_all_manifests():
    if not (kubectl := shutil.which("kubectl")):
        pytest.skip("kubectl is not installed")
    done = subprocess.run([kubectl, "kustomize", FOLDER], capture_output=True, text=True, check=True)
    built = {each["kind"]: each for each in yaml.safe_load_all(done.stdout)}
    assert built == {each["kind"]: each for each in MANIFESTS.values()}


def test_the_service_takes_every_variable_of_the_container():
    assert settings()


def test_the_service_is_not_told_variables_that_it_would_refuse():
    """Of a Service called quotes the cluster tells each pod, unless it is told not to."""
    with pytest.raises(SettingsError):
        Settings.from_environ({"QUOTES_PORT": "tcp://10.0.0.1:8080", "QUOTES_SERVICE_HOST": "10.0.0.1"})
    assert POD["spec"]["enableServiceLinks"] is False


def test_the_ports_are_those_that_the_service_listens_on():
    assert {"http": settings().port, "metrics": settings().metrics_port} == PORTS


def test_what_is_asked_for_exists():
    """Probes and scrapes of a path or a port that is not there would take every pod for dead."""
    paths = yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))["paths"]
    probes = [CONTAINER[f"{kind}Probe"]["httpGet"] for kind in ("startup", "liveness", "readiness")]
    assert [probe["path"] for probe in probes] == ["/livez", "/livez", "/readyz"]
    scrapes = MANIFESTS[MONITOR]["spec"]["endpoints"]
    assert {each["path"] for each in probes + scrapes} <= paths.keys()
    ports = MANIFESTS["service.yaml"]["spec"]["ports"]
    assert {each["port"] for each in scrapes} <= {port["name"] for port in ports}
    allowed = [port["port"] for rule in MANIFESTS["network.yaml"]["spec"]["ingress"] for port in rule["ports"]]
    assert {each["port"] for each in probes} | {port["targetPort"] for port in ports} == PORTS.keys() == {*allowed}


def test_every_selector_finds_the_pods():
    labels = POD["metadata"]["labels"]
    specs = {name: manifest["spec"] for name, manifest in MANIFESTS.items()}
    assert [
        specs["deployment.yaml"]["selector"]["matchLabels"],
        specs["service.yaml"]["selector"],
        specs["disruption.yaml"]["selector"]["matchLabels"],
        specs["network.yaml"]["podSelector"]["matchLabels"],
    ] == [labels] * 4
    assert specs[MONITOR]["selector"]["matchLabels"] == MANIFESTS["service.yaml"]["metadata"]["labels"]
    assert specs["autoscaling.yaml"]["scaleTargetRef"]["name"] == MANIFESTS["deployment.yaml"]["metadata"]["name"]


def test_a_pod_has_the_time_to_answer_all_that_it_accepted():
    told = settings()
    needed = told.drain + told.arrival + told.deadline + told.watchdog_grace
    assert POD["spec"]["terminationGracePeriodSeconds"] > needed


def test_a_pod_gets_what_its_readers_need():
    needed = settings().workers * READER + FRONT
    requests, limits = CONTAINER["resources"]["requests"], CONTAINER["resources"]["limits"]
    assert quantity(requests["memory"]) >= needed
    assert quantity(limits["memory"]) >= needed + READER  # one more while a reader is replaced
    assert quantity(requests["cpu"]) >= settings().workers * settings().threads


def test_the_container_runs_as_the_image_s_user_and_may_do_nothing_else():
    user = POD["spec"]["securityContext"]["runAsUser"]
    assert f"USER {user}:{POD['spec']['securityContext']['runAsGroup']}\n" in (ROOT / "Dockerfile").read_text("utf-8")
    assert CONTAINER["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }
    assert "egress" not in MANIFESTS["network.yaml"]["spec"]
