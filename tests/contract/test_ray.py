"""What deploy/ray asks of a cluster is understood, and is what the readers of an archive need."""

import json
import re
import shlex
from decimal import Decimal

import click
import jsonschema
import kubernetes_validate
import pytest
import yaml

from quotes.cli.archive import archive
from tests.contract.test_kubernetes import VERSIONS, quantity
from tests.support.server import ROOT

FOLDER = ROOT / "deploy" / "ray"
JOB = yaml.safe_load((FOLDER / "job.yaml").read_text("utf-8"))
CLUSTER = JOB["spec"]["rayClusterSpec"]
GROUPS = [CLUSTER["headGroupSpec"], *CLUSTER["workerGroupSpecs"]]

READER, RAY = Decimal("1.2e9"), Decimal("1.5e9")
"""Bytes of a reader with the process beside it, and of Ray on a node."""


def containers():
    return [container for group in GROUPS for container in group["template"]["spec"]["containers"]]


def test_kuberay_knows_every_field():
    schema = json.loads((ROOT / "tests/data/kubernetes/rayjob.json").read_text("utf-8"))
    jsonschema.validate(JOB, schema)


@pytest.mark.parametrize("version", VERSIONS)
def test_the_cluster_knows_every_field_of_the_pods(version):
    for group in GROUPS:
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "node"}, **group["template"]}
        kubernetes_validate.validate(pod, version, strict=True)


def test_the_entrypoint_is_a_command_that_there_is():
    quotes, name, *arguments = shlex.split(JOB["spec"]["entrypoint"])
    assert (quotes, name) == ("quotes", archive.name)
    with click.Context(archive) as context:
        given = archive.commands["read"].make_context("read", arguments, parent=context).params
    assert given["address"] == "auto"
    cores = sum(int(group["rayStartParams"]["num-cpus"]) * group["replicas"] for group in CLUSTER["workerGroupSpecs"])
    assert given["workers"] == cores


def test_a_node_gets_what_its_readers_need():
    for group in CLUSTER["workerGroupSpecs"]:
        (container,) = group["template"]["spec"]["containers"]
        readers = int(group["rayStartParams"]["num-cpus"])
        needed = readers * READER + RAY
        assert quantity(container["resources"]["requests"]["cpu"]) >= readers
        for kind in ("requests", "limits"):
            assert quantity(container["resources"][kind]["memory"]) >= needed


def test_head_and_workers_have_the_image_s_user_and_may_do_nothing_else():
    user = re.search(r"^USER (\d+):(\d+)$", (FOLDER / "Dockerfile").read_text("utf-8"), re.M)
    for group in GROUPS:
        given = group["template"]["spec"]["securityContext"]
        assert (str(given["runAsUser"]), str(given["runAsGroup"])) == user.groups()
        assert group["template"]["spec"]["enableServiceLinks"] is False
    assert len({container["image"] for container in containers()}) == 1
    assert all(container["securityContext"]["capabilities"] == {"drop": ["ALL"]} for container in containers())


def test_the_nodes_have_the_version_of_ray_that_the_tests_have():
    pinned = re.search(r"^ray==(\S+)", (ROOT / "requirements-archive.txt").read_text("utf-8"), re.M)
    assert CLUSTER["rayVersion"] == pinned[1]
