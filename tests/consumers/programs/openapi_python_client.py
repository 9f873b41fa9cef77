"""Prints an answer as the client of openapi-python-client read it."""

import json
import sys

from quotes_client import Client
from quotes_client.api.quotes import model, quotes
from quotes_client.models import QuotesRequest, QuotesRequestIncludeType1Item

url, article = sys.argv[1:]
with Client(url, raise_on_unexpected_status=True) as client:
    request = QuotesRequest(text=article, include=[QuotesRequestIncludeType1Item.ALL])
    answer = quotes.sync(client=client, body=request)
    assert "en" in model.sync(client=client).languages
print(json.dumps(answer.to_dict()))
