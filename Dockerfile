# syntax=docker/dockerfile:1
ARG PYTHON_IMAGE=python:3.11-slim-bookworm

# --- the package, and what it runs on --------------------------------------------------------------------------------
FROM ${PYTHON_IMAGE} AS packages

# torch's CPU build: the wheel on the default index brings gigabytes of CUDA on x86-64. Empty: the default index alone.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu

RUN python -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH
COPY requirements.txt /tmp/requirements.txt
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --disable-pip-version-check ${TORCH_INDEX:+--extra-index-url "$TORCH_INDEX"} \
        -r /tmp/requirements.txt

# pip writes the bytecode too, which a read-only container never could.
COPY . /tmp/quotes
RUN --mount=type=cache,target=/root/.cache/pip \
    pip install --disable-pip-version-check --no-deps /tmp/quotes

# --- the service -------------------------------------------------------------------------------------------------------
FROM ${PYTHON_IMAGE}

LABEL org.opencontainers.image.title="quotes" \
      org.opencontainers.image.description="Who said what: a quote-attribution service" \
      org.opencontainers.image.licenses="Apache-2.0 AND CC-BY-SA-4.0"

RUN useradd --uid 10001 --user-group --no-create-home --home-dir /nonexistent --shell /usr/sbin/nologin quotes

COPY --from=packages /opt/venv /opt/venv

# Nothing is fetched at run time and nothing is written outside /tmp, so the root file system can be read-only.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    HF_HUB_OFFLINE=1 \
    TRANSFORMERS_OFFLINE=1 \
    QUOTES_HOST=0.0.0.0 \
    QUOTES_PORT=8080

USER 10001:10001
EXPOSE 8080
STOPSIGNAL SIGTERM

# Models load in some seconds; until the golden parse has run, /readyz answers 503.
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"QUOTES_PORT\"]}/readyz', timeout=4)"]

ENTRYPOINT ["quotes", "serve"]
