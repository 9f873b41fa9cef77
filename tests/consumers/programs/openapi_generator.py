"""Prints an answer as the Python client of openapi-generator read it."""

import sys

from openapi_client import ApiClient, Configuration, QuotesApi, QuotesRequest, QuotesRequestInclude

url, article = sys.argv[1:]
with ApiClient(Configuration(host=url)) as client:
    api = QuotesApi(client)
    answer = api.quotes(QuotesRequest(text=article, include=QuotesRequestInclude(["all"])))
    assert "en" in api.model().languages
print(answer.to_json())
