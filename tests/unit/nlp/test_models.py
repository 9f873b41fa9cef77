"""Models: nothing is loaded that is not exactly what the manifest lists."""

import json
import os
import pickle
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest
import stanza
from transformers import RobertaConfig, RobertaModel

from quotes.nlp import bert, models, stanza_parser
from quotes.nlp.models import BUNDLED, ModelError, load, read_manifest, verify, write_manifest


@pytest.fixture
def directory(tmp_path):
    """A directory of the bundled layout with a few bytes in each file."""
    out = tmp_path / "models"
    for name in ("tokenize.pt", "pos.pt", "depparse.pt", "encoder/model.safetensors", "encoder/config.json"):
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode() * 10)
    (out / "README.md").write_text("The card.")
    write_manifest(out, "mine", "2.1", ("MIT", "CC0-1.0"))
    return out


@pytest.fixture
def opened(monkeypatch):
    """The arguments of each call that would open a directory; nothing is opened."""
    calls = []
    monkeypatch.setattr(stanza_parser, "open_directory", lambda *arguments: calls.append(arguments) or "parser")
    return calls


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def truncate(path):
    path.write_bytes(path.read_bytes()[:-1])


def swap(path):
    other = path.with_name("tokenize.pt")
    one, two = path.read_bytes(), other.read_bytes()
    path.write_bytes(two)
    other.write_bytes(one)


class Malicious:
    """Unpickling it makes the file that it was given."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return (os.mkdir, (str(self.path),))


def test_models_that_agree_with_their_manifest_are_loaded(directory, opened):
    assert load(str(directory), threads=3, max_sentence_words=50, max_run=99, precision="float32") == "parser"
    limits = stanza_parser.TextLimits(50, 99)
    assert opened == [(directory, "mine", "2.1", ("MIT", "CC0-1.0"), 3, limits, "float32")]


@pytest.mark.parametrize("damage", [Path.unlink, truncate, flip, lambda path: path.write_bytes(b"")])
@pytest.mark.parametrize("name", ["pos.pt", "encoder/model.safetensors", "encoder/config.json"])
def test_a_damaged_file_is_refused_by_name(directory, opened, damage, name):
    damage(directory / name)
    with pytest.raises(ModelError, match=name):
        load(str(directory))
    assert not opened


def test_swapped_files_are_refused(directory, opened):
    swap(directory / "pos.pt")
    with pytest.raises(ModelError, match=r"(pos|tokenize)\.pt: SHA-256 differs"):
        load(str(directory))
    assert not opened


def test_a_directory_in_place_of_a_file_is_refused(directory, opened):
    (directory / "pos.pt").unlink()
    (directory / "pos.pt").mkdir()
    with pytest.raises(ModelError, match=r"pos\.pt: no such file"):
        load(str(directory))
    assert not opened


def test_a_file_that_cannot_be_read_is_named(directory, opened, monkeypatch):
    def failing(path):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(models, "sha256", failing)
    with pytest.raises(ModelError, match=r"\.pt: Input/output error"):
        load(str(directory))
    assert not opened


def test_a_malicious_pickle_is_refused_before_it_is_loaded(directory, opened, tmp_path):
    trap = tmp_path / "sprung"
    (directory / "pos.pt").write_bytes(pickle.dumps(Malicious(trap)))
    with pytest.raises(ModelError, match=r"pos\.pt"):
        load(str(directory))
    assert not opened
    assert not trap.exists()
    pickle.loads((directory / "pos.pt").read_bytes())
    assert trap.exists()


def test_a_file_that_the_manifest_does_not_list_is_refused(directory, opened):
    (directory / "lemma.pt").write_bytes(b"unlisted")
    with pytest.raises(ModelError, match=r"lemma\.pt: not in .*manifest\.json"):
        load(str(directory))
    assert not opened


def test_the_model_card_and_hidden_files_are_not_checked(directory, opened):
    (directory / "README.md").write_text("Another card.")
    (directory / ".DS_Store").write_bytes(b"")
    (directory / "..2026").mkdir()
    (directory / "..2026" / "copy").write_bytes(b"")
    load(str(directory))
    assert opened


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not json",
        b"[]",
        b"null",
        b"{}",
        b'{"name": "x", "version": "1", "licences": ["MIT"]}',
        b'{"name": "x", "version": "1", "licences": ["MIT"], "files": 3}',
        b'{"name": "x", "version": "1", "licences": ["MIT"], "files": ["pos.pt"]}',
        b"\xff\xfe",
    ],
)
def test_a_malformed_manifest_is_refused_by_name(directory, opened, content):
    (directory / "manifest.json").write_bytes(content)
    with pytest.raises(ModelError, match=r"manifest\.json: not a manifest"):
        load(str(directory))
    assert not opened


def test_a_missing_manifest_is_refused_by_name(directory, opened):
    (directory / "manifest.json").unlink()
    with pytest.raises(ModelError, match=r"manifest\.json: no such file"):
        load(str(directory))
    with pytest.raises(ModelError, match=r"nowhere/manifest\.json: no such file"):
        load("nowhere")
    assert not opened


def test_a_manifest_that_lists_no_file_is_refused(directory, opened):
    manifest = json.loads((directory / "manifest.json").read_text())
    (directory / "manifest.json").write_text(json.dumps(manifest | {"files": {}}))
    with pytest.raises(ModelError, match="not in"):
        load(str(directory))
    assert not opened


def test_models_that_do_not_load_are_an_error_that_names_the_directory(directory, opened, monkeypatch):
    def failing(*arguments):
        raise RuntimeError("size mismatch for embedding")

    monkeypatch.setattr(stanza_parser, "open_directory", failing)
    with pytest.raises(ModelError, match="models: size mismatch"):
        load(str(directory))


def test_the_bundled_manifest_lists_exactly_the_bundled_files():
    manifest = verify(BUNDLED)
    there = {path.relative_to(BUNDLED).as_posix() for path in BUNDLED.rglob("*") if path.is_file()}
    assert set(manifest.files) == there - {"manifest.json", "README.md"}
    assert {"tokenize.pt", "mwt.pt", "pos.pt", "lemma.pt", "depparse.pt", "reader.pt"} < there
    assert manifest.name
    assert manifest.version
    assert manifest.licences


def test_a_written_manifest_is_read_back(directory):
    manifest = read_manifest(directory)
    assert (manifest.name, manifest.version, manifest.licences) == ("mine", "2.1", ("MIT", "CC0-1.0"))
    assert list(manifest.files) == [
        "depparse.pt",
        "encoder/config.json",
        "encoder/model.safetensors",
        "pos.pt",
        "tokenize.pt",
    ]


@pytest.fixture
def official(monkeypatch):
    """Stanza's downloader and pipeline, stubbed: the calls in their order."""
    calls = []
    monkeypatch.setattr(stanza, "download", lambda *a, **k: calls.append(("download", a, k)))
    monkeypatch.setattr(
        stanza, "Pipeline", lambda *a, **k: calls.append(("Pipeline", a, k)) or SimpleNamespace(processors={})
    )
    return calls


def test_the_official_package_is_fetched_by_stanza_and_then_loaded(official):
    parser = load("official", threads=1)
    (first, language, fetching), (second, languages, loading) = official
    assert (first, second) == ("download", "Pipeline")
    assert language == languages == ("en",)
    assert fetching["processors"] == loading["processors"] == "tokenize,mwt,pos,lemma,depparse,ner"
    assert fetching["download_json"] is False  # what is at hand needs no network
    assert loading["download_method"] is None
    assert loading["use_gpu"] is False
    assert (parser.name, parser.version) == ("stanza-en-default", stanza.__version__)
    assert parser.licences


def test_loading_leaves_the_environment_of_the_process_as_it_is(directory, opened, official):
    before = dict(os.environ)
    load(str(directory))
    load("official")
    assert dict(os.environ) == before


def test_an_encoder_of_another_kind_is_refused(tmp_path):
    config = RobertaConfig(vocab_size=9, hidden_size=8, num_hidden_layers=1, num_attention_heads=1, intermediate_size=8)
    RobertaModel(config).save_pretrained(tmp_path / "encoder")
    with pytest.raises(ValueError, match="must be a BERT model, not roberta"):
        bert.load(tmp_path / "encoder")


@pytest.mark.parametrize("failing", ["download", "Pipeline"])
def test_a_failing_download_or_load_of_the_official_package_is_an_error(official, monkeypatch, failing):
    def fail(*arguments, **options):
        raise ConnectionError("no route to host")

    monkeypatch.setattr(stanza, failing, fail)
    with pytest.raises(ModelError, match="official English package: no route to host"):
        load("official")


@pytest.mark.model
def test_a_copy_of_the_bundled_models_can_be_loaded(tmp_path):
    directory = tmp_path / "copy"
    shutil.copytree(BUNDLED, directory)
    document = load(str(directory)).parse("Ito said rates would fall.")
    assert [t.text for t in document.tokens] == ["Ito", "said", "rates", "would", "fall", "."]
