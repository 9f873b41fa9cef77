"""Settings."""

from dataclasses import fields

import pytest

from quotes.settings import Settings, SettingsError, table, variable


def test_settings_that_are_not_set_have_their_defaults():
    assert Settings.from_environ({"PATH": "/bin"}) == Settings()


def test_values_are_read_from_the_environment():
    settings = Settings.from_environ(
        {
            "QUOTES_WORKERS": "3",
            "QUOTES_DEADLINE": "2.5",
            "QUOTES_API_KEYS": "first-key-0123456, second-key-012345",
            "QUOTES_CORS_ORIGINS": "https://a.example,http://localhost:3000",
            "QUOTES_LOG_LEVEL": "debug",
        }
    )
    assert (settings.workers, settings.deadline, settings.log_level) == (3, 2.5, "debug")
    assert settings.api_keys == ("first-key-0123456", "second-key-012345")
    assert settings.cors_origins == ("https://a.example", "http://localhost:3000")


def test_an_empty_value_is_an_empty_list():
    assert Settings.from_environ({"QUOTES_API_KEYS": ""}).api_keys == ()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WORKERS", "0"),
        ("WORKERS", "two"),
        ("PORT", "65536"),
        ("DEADLINE", "nan"),
        ("DEADLINE", "-1"),
        ("DEADLINE", "inf"),
        ("LOG_LEVEL", "loud"),
        ("MODELS", " "),
        ("CORS_ORIGINS", "*"),
        ("CACHE_SECONDS", "0"),
        ("CACHE_BYTES", "1e6"),
        ("CORS_ORIGINS", "https://a.example/path"),
        ("CORS_ORIGINS", "https://A.example"),
        ("HOSTS", "https://a.example"),
        ("HOSTS", "a.example:8080"),
        ("METRICS_PORT", "65536"),
        ("PATH_PREFIX", "/"),
        ("PATH_PREFIX", "quotes"),
        ("PATH_PREFIX", "/quotes/"),
        ("PATH_PREFIX", "/../quotes"),
    ],
)
def test_a_bad_value_is_refused_with_what_would_be_accepted(name, value):
    with pytest.raises(SettingsError, match=f"QUOTES_{name} must be .*{value!r}"):
        Settings.from_environ({f"QUOTES_{name}": value})


def test_the_metrics_cannot_have_the_port_of_the_service():
    with pytest.raises(SettingsError, match="QUOTES_METRICS_PORT must be another than QUOTES_PORT"):
        Settings.from_environ({"QUOTES_PORT": "9000", "QUOTES_METRICS_PORT": "9000"})


def test_a_misspelt_variable_is_refused_with_a_suggestion():
    with pytest.raises(SettingsError, match="QUOTES_WORKER is no setting; is QUOTES_WORKERS meant"):
        Settings.from_environ({"QUOTES_WORKER": "3"})


def test_all_errors_are_reported_at_once():
    with pytest.raises(SettingsError, match=r"(?s)QUOTES_PORT.*QUOTES_WORKERS"):
        Settings.from_environ({"QUOTES_WORKERS": "x", "QUOTES_PORT": "x"})


def test_keys_are_never_shown():
    with pytest.raises(SettingsError) as caught:
        Settings.from_environ({"QUOTES_API_KEYS": "short"})
    assert "short" not in str(caught.value)
    assert "secret-key" not in repr(Settings(api_keys=("secret-key-0123456789",)))


@pytest.mark.parametrize(
    "key", ["short", "a=b-0123456789abcdef", "=" * 16, "a b-0123456789abcdef", "0123456789abcde==="]
)
def test_a_key_that_no_header_can_hold_is_refused(key):
    with pytest.raises(SettingsError, match="`=` at the end only"):
        Settings.from_environ({"QUOTES_API_KEYS": f"first-key-0123456,{key}"})


@pytest.mark.parametrize(
    "value",
    [
        "off",
        "memory",
        "redis://",
        "redis://cache:6380/2",
        "rediss://user:pass-word@cache?ssl_ca_certs=/etc/ca.pem",
        "unix:///run/redis.sock?db=1",
    ],
)
def test_a_valid_cache_is_accepted_and_not_shown(value):
    settings = Settings.from_environ({"QUOTES_CACHE": value})
    assert settings.cache == value
    assert "cache=" not in repr(settings)


@pytest.mark.parametrize(
    "value",
    [
        "",
        "disk",
        "Memory",
        "http://:pass-word@cache",
        "redis://:pass-word@cache:port",
        "redis://:pass-word@cache:70000",
        "redis://:pass-word@cache?db=first",
        "redis://:pass-word@cache?no_such_option=1",
        "rediss://:pass-word@cache?ssl_cert_reqs=perhaps",
        "unix://?password=pass-word",
    ],
)
def test_an_invalid_cache_is_refused_without_showing_its_password(value):
    with pytest.raises(SettingsError, match="QUOTES_CACHE must be `off`, `memory` or a `redis://`") as caught:
        Settings.from_environ({"QUOTES_CACHE": value})
    assert "pass-word" not in str(caught.value)


def test_request_threads_that_leave_none_for_probes_are_refused():
    with pytest.raises(SettingsError, match="QUOTES_REQUEST_THREADS must be more than"):
        Settings.from_environ({"QUOTES_REQUEST_THREADS": "4"})


def test_every_default_is_a_value_that_it_accepts():
    for setting in fields(Settings):
        default = setting.default
        written = ",".join(default) if isinstance(default, tuple) else str(default)
        assert setting.metadata["kind"].parse(written) == default


def test_the_table_has_every_variable():
    assert [row.split("`")[1] for row in table().splitlines()[2:]] == [variable(field) for field in fields(Settings)]


@pytest.mark.parametrize("value", ["", "http://readers:8000", "https://readers.example/quotes/"])
def test_readers_are_here_or_at_a_url(value):
    assert Settings.from_environ({"QUOTES_READERS": value}).readers == value


@pytest.mark.parametrize("value", ["readers:8000", "ray://head:10001", "http://", "http://user:word@readers", "auto"])
def test_readers_are_nowhere_else(value):
    with pytest.raises(SettingsError, match="QUOTES_READERS must be an `http://` or `https://` URL"):
        Settings.from_environ({"QUOTES_READERS": value})
