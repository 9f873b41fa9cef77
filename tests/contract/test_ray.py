"""The manifests for KubeRay: every field is understood, and they are what the readers on a cluster need."""

import json
import re
import shlex
from decimal import Decimal

import click
import jsonschema
import kubernetes_validate
import pytest
import yaml
from referencing import Registry, Resource

from quotes.cli.archive import archive
from quotes.settings import Settings
from tests.contract.test_kubernetes import CONTAINER, VERSIONS, quantity
from tests.support.server import ROOT

FOLDER = ROOT / "deploy" / "ray"
JOB = yaml.safe_load((FOLDER / "job.yaml").read_text("utf-8"))
SERVICE = yaml.safe_load((FOLDER / "rayservice.yaml").read_text("utf-8"))
CLUSTERS = {"job": JOB["spec"]["rayClusterSpec"], "service": SERVICE["spec"]["rayClusterConfig"]}

READER, RAY = Decimal("1.2e9"), Decimal("1.5e9")
"""Bytes of a reader with the process beside it, and of Ray on a node."""

SERVE = {"job": Decimal(0), "service": Decimal("0.5e9")}
"""Bytes of a desk and of Serve's proxy on a node."""

of_each_cluster = pytest.mark.parametrize("name", CLUSTERS)


def schema(name):
    return json.loads((ROOT / f"tests/data/kubernetes/{name}.json").read_text("utf-8"))


def groups(name):
    return [CLUSTERS[name]["headGroupSpec"], *CLUSTERS[name]["workerGroupSpecs"]]


def cores(name, pods):
    """Cores of all workers, where there are as many pods as a field says."""
    return sum(int(group["rayStartParams"]["num-cpus"]) * group[pods] for group in CLUSTERS[name]["workerGroupSpecs"])


def deployments():
    (application,) = yaml.safe_load(SERVICE["spec"]["serveConfigV2"])["applications"]
    return {each["name"]: each for each in application["deployments"]}


@pytest.mark.parametrize(("manifest", "name"), [(JOB, "rayjob"), (SERVICE, "rayservice")])
def test_kuberay_knows_every_field(manifest, name):
    cluster = Resource.from_contents(schema("raycluster"))
    registry = Registry().with_resource("raycluster.json", cluster)
    jsonschema.Draft202012Validator(schema(name), registry=registry).validate(manifest)


@pytest.mark.parametrize("version", VERSIONS)
@of_each_cluster
def test_the_cluster_knows_every_field_of_the_pods(name, version):
    for group in groups(name):
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "node"}, **group["template"]}
        kubernetes_validate.validate(pod, version, strict=True)


def test_the_entrypoint_is_a_command_that_there_is():
    quotes, name, *arguments = shlex.split(JOB["spec"]["entrypoint"])
    assert (quotes, name) == ("quotes", archive.name)
    with click.Context(archive) as context:
        given = archive.commands["read"].make_context("read", arguments, parent=context).params
    assert given["address"] == "auto"
    assert given["workers"] == cores("job", "replicas")


def test_there_is_a_core_for_each_reader_of_the_service_and_no_pod_without_one():
    readers = deployments()["Reader"]["autoscaling_config"]
    assert readers["min_replicas"] == cores("service", "minReplicas")
    assert readers["max_replicas"] == cores("service", "maxReplicas")


def test_texts_are_read_to_their_deadline_before_a_pod_or_a_cluster_ends():
    least = Settings().deadline + Settings().watchdog_grace
    assert SERVICE["spec"]["rayClusterDeletionDelaySeconds"] >= least
    for group in CLUSTERS["service"]["workerGroupSpecs"]:
        assert group["template"]["spec"]["terminationGracePeriodSeconds"] >= least


@of_each_cluster
def test_a_node_gets_what_its_readers_need(name):
    for group in CLUSTERS[name]["workerGroupSpecs"]:
        (container,) = group["template"]["spec"]["containers"]
        readers = int(group["rayStartParams"]["num-cpus"])
        needed = readers * READER + RAY + SERVE[name]
        assert quantity(container["resources"]["requests"]["cpu"]) >= readers
        for kind in ("requests", "limits"):
            assert quantity(container["resources"][kind]["memory"]) >= needed


@of_each_cluster
def test_head_and_workers_have_the_image_s_user_and_may_do_nothing_else(name):
    user = re.search(r"^USER (\d+):(\d+)$", (FOLDER / "Dockerfile").read_text("utf-8"), re.M)
    containers = []
    for group in groups(name):
        given = group["template"]["spec"]
        assert (
            str(given["securityContext"]["runAsUser"]),
            str(given["securityContext"]["runAsGroup"]),
        ) == user.groups()
        assert given["enableServiceLinks"] is False
        containers += given["containers"]
    assert len({container["image"] for container in containers}) == 1
    assert all(container["securityContext"]["capabilities"] == {"drop": ["ALL"]} for container in containers)


@of_each_cluster
def test_only_a_head_that_asks_for_pods_may_talk_to_the_cluster(name):
    head, *workers = (group["template"]["spec"].get("automountServiceAccountToken", True) for group in groups(name))
    assert head is CLUSTERS[name].get("enableInTreeAutoscaling", False)
    assert not any(workers)


@of_each_cluster
def test_the_nodes_have_the_version_of_ray_that_the_tests_have(name):
    pinned = re.search(r"^ray==(\S+)", (ROOT / "requirements-archive.txt").read_text("utf-8"), re.M)
    assert CLUSTERS[name]["rayVersion"] == pinned[1]


def test_the_image_has_the_versions_that_are_pinned():
    lines = (FOLDER / "Dockerfile").read_text("utf-8")
    assert set(re.findall(r"--constraint \S+/(\S+)", lines)) == {"requirements-dev.txt", "requirements-archive.txt"}


def test_the_pods_of_the_base_are_fronts_of_the_service_with_the_patch_that_is_documented():
    documented = (ROOT / "docs" / "operating.md").read_text("utf-8").partition("## Readers on a Ray cluster")[2]
    ((patch,),) = yaml.safe_load(re.search(r"```yaml\n(.*?)```", documented, re.S)[1]).values()
    (container,) = yaml.safe_load(patch["patch"])["spec"]["template"]["spec"]["containers"]
    assert container["name"] == CONTAINER["name"]
    settings = Settings.from_environ({each["name"]: each["value"] for each in CONTAINER["env"] + container["env"]})
    assert settings.readers == f"http://{SERVICE['metadata']['name']}-serve-svc:8000"
    assert settings.workers == deployments()["Reader"]["autoscaling_config"]["max_replicas"]
