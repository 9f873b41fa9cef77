"""Prints an answer as the models of datamodel-code-generator read it."""

import sys

from models import QuotesRequest, QuotesResponse

answer, article = sys.argv[1:]
request = QuotesRequest(text=article, include=["all"])
assert request.model_dump(mode="json", exclude_unset=True) == {"text": article, "include": ["all"]}
print(QuotesResponse.model_validate_json(answer).model_dump_json(exclude_unset=True))
