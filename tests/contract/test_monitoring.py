"""Dashboard and alerts ask for what the service counts: a name that is not there is silence, not an error."""

import json
import re
import shutil
import subprocess
from functools import cache

import promql_parser
import pytest
import yaml
from prometheus_client import REGISTRY
from prometheus_client.metrics import MetricWrapperBase

from quotes.api import metrics, problems
from tests.support.server import ROOT

FOLDER = ROOT / "deploy" / "monitoring"
ALERTS = FOLDER / "alerts.yaml"
RULES = [rule for group in yaml.safe_load(ALERTS.read_text("utf-8"))["groups"] for rule in group["rules"]]
PANELS = json.loads((FOLDER / "dashboard.json").read_text("utf-8"))["panels"]
EXPRESSIONS = [pytest.param(rule["expr"], id=rule["alert"]) for rule in RULES] + [
    pytest.param(target["expr"].replace("$__rate_interval", "5m"), id=panel["title"])
    for panel in PANELS
    for target in panel["targets"]
]
SUFFIXES = {"counter": ("_total",), "gauge": ("",), "histogram": ("_bucket", "_sum", "_count")}
OF_PROMETHEUS = {"instance"}


def exposed():
    """The labels of every series of the service, by its name."""
    found = {}
    for metric in (each for each in vars(metrics).values() if isinstance(each, MetricWrapperBase)):
        for family in metric.describe():
            for suffix in SUFFIXES[family.type]:
                found[family.name + suffix] = {*metric._labelnames} | ({"le"} if suffix == "_bucket" else set())
    return found


@cache
def values():
    """The values of the labels that have a closed list of them."""
    samples = [sample for family in REGISTRY.collect() for sample in family.samples]
    return {
        "state": {sample.labels["state"] for sample in samples if sample.name == "quotes_readers"},
        "cause": {sample.labels["cause"] for sample in samples if sample.name == "quotes_reader_ends_total"},
        "problem": {kind.slug for kind in problems.PROBLEM_TYPES},
        "route": yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))["paths"].keys(),
    }


def nodes(expression, kind):
    """The parts of an expression that are of a kind."""
    found = []
    promql_parser.walk(promql_parser.parse(expression), lambda node: found.append(node))
    return [node for node in found if isinstance(node, kind)]


def matchers(expression):
    """All that is asked of labels, each with the name of its series."""
    selectors = nodes(expression, promql_parser.VectorSelector)
    return [(selector.name, asked) for selector in selectors for asked in selector.matchers.matchers]


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_series_that_is_asked_for_is_one_of_the_service(expression):
    asked = {each.name for each in nodes(expression, promql_parser.VectorSelector)}
    assert asked
    assert asked <= exposed().keys()


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_label_that_is_asked_for_is_one_of_its_series(expression):
    series = exposed()
    for name, asked in matchers(expression):
        assert asked.name in series[name] | OF_PROMETHEUS
    known = set().union(*series.values()) | OF_PROMETHEUS
    for node in nodes(expression, promql_parser.AggregateExpr):
        assert not node.modifier or {*node.modifier.labels} <= known


@pytest.mark.parametrize("expression", EXPRESSIONS)
def test_every_value_that_is_asked_for_is_one_that_its_label_may_have(expression):
    known = values()
    for _, asked in matchers(expression):
        for pattern in asked.value.split("|") if asked.name in known and asked.value else ():
            assert any(re.fullmatch(pattern, value) for value in known[asked.name]), pattern


def test_the_metric_that_pods_are_counted_by_is_one_of_the_service():
    scaler = yaml.safe_load((ROOT / "deploy/kubernetes/autoscaling.yaml").read_text("utf-8"))
    (name,) = [each["pods"]["metric"]["name"] for each in scaler["spec"]["metrics"] if each["type"] == "Pods"]
    (rule,) = yaml.safe_load((FOLDER / "adapter.yaml").read_text("utf-8"))["rules"]["custom"]
    assert name in exposed()
    assert name == rule["seriesQuery"].split("{")[0]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_every_alert_is_explained(rule):
    assert f"\n### {rule['alert']}\n" in (ROOT / "docs/operating.md").read_text("utf-8")


def test_prometheus_takes_the_rules():
    if not (promtool := shutil.which("promtool")):
        pytest.skip("promtool is not installed (Debian: apt-get install prometheus)")
    subprocess.run([promtool, "check", "rules", "--lint-fatal", ALERTS], check=True)
