"""The requests: their schemas, and what is read from one. openapi.yaml says the same; a test compares them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from quotes.api.problems import UnsupportedLanguageError
from quotes.attribution import model
from quotes.attribution.filters import DEFAULT_CATEGORIES
from quotes.intake import selectors
from quotes.intake.extract import Extract
from quotes.intake.offsets import ENCODINGS
from quotes.reader import ALL
from quotes.result import ModelName, Result

LANGUAGES = ("en",)
ENGLISH = re.compile(r"[Ee][Nn](-[A-Za-z0-9]{1,8})*")
"""Any BCP 47 tag of English."""
LONGEST_TAG = 35
LONGEST_ID = 200


@dataclass(frozen=True)
class Query:
    """A valid request.

    Attributes:
        extract: the text of the article, and the way back to the body as the client sent it.
        include: categories of the cues wanted.
    """

    extract: Extract
    id: str | None = None
    language: str = "en"
    offset_encoding: str = "utf-32"
    include: frozenset[str] = DEFAULT_CATEGORIES
    min_confidence: float = 0.0

    @property
    def text(self) -> str:
        """The text that is analysed; of plain text, exactly what the client sent."""
        return self.extract.text

    def result(self, analysis: model.Analysis, name: ModelName) -> Result:
        """The result of an analysis of the text by some models, as far as it is asked for."""
        return Result.of(
            self.extract,
            analysis,
            name,
            id=self.id,
            language=self.language,
            include=self.include,
            min_confidence=self.min_confidence,
        )


class Categories(fields.Field[frozenset[str]]):
    """`all`, or a list of cue categories, which may have `all` in it."""

    default_error_messages = {  # noqa: RUF012 (marshmallow's way)
        "invalid": 'Must be "all" or a list of cue categories.',
        "category": f"Must be one of: {', '.join((ALL, *model.CATEGORIES))}.",
    }

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> frozenset[str]:
        names = [value] if value == ALL else value
        if not isinstance(names, list) or not names:
            raise self.make_error("invalid")
        known = (ALL, *model.CATEGORIES)
        if wrong := {i: self.make_error("category").messages for i, name in enumerate(names) if name not in known}:
            raise ValidationError(wrong)
        return frozenset(model.CATEGORIES if ALL in names else names)


class CategoryNames(Categories):
    """The same as one string, with commas between the categories."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_: Any) -> frozenset[str]:
        return super()._deserialize(value.split(","), attr, data)


def _not_blank(text: str) -> None:
    if not text.strip():
        raise ValidationError("The text is blank.")


def _selector(text: str) -> None:
    try:
        selectors.parse(text)
    except ValueError as error:
        raise ValidationError(str(error)) from None


class Number(fields.Float):
    """A JSON number: unlike Float, no string that spells one."""

    def _validated(self, value: Any) -> float:
        if not isinstance(value, int | float):
            raise self.make_error("invalid", input=value)
        return super()._validated(value)


_INCLUDE = {
    "description": (
        "Cue categories of the quotes to return, or `all`; by default all but `thought`. A thought in quotation "
        "marks is a quote in any case."
    )
}
_IN_QUERY = {"type": "array", "minItems": 1, "items": {"type": "string", "enum": [ALL, *model.CATEGORIES]}}
_IN_JSON = {"oneOf": [{"type": "string", "enum": [ALL]}, _IN_QUERY]}
_MIN_CONFIDENCE = {"description": "Leave out quotes of a lower confidence, from 0 (the default) to 1."}
_SHARE = validate.Range(0, 1)


class OptionsSchema(Schema):
    """What a request may say besides its article."""

    id = fields.String(
        validate=validate.Length(max=LONGEST_ID),
        metadata={"description": "A name of the client's for the article; returned as it is.", "example": "a-123"},
    )
    language = fields.String(
        metadata={
            "description": "BCP 47 tag of the article's language, by default `en`. Any English is supported.",
            "maxLength": LONGEST_TAG,
            "pattern": f"^{ENGLISH.pattern}$",
        }
    )
    offset_encoding = fields.String(
        validate=validate.OneOf(ENCODINGS),
        metadata={
            "description": (
                "What offsets and lengths count: `utf-32` Unicode code points (the default), `utf-16` code units "
                "(JavaScript's string indices), `utf-8` bytes."
            ),
        },
    )
    selector = fields.String(
        validate=_selector,
        metadata={
            "description": (
                "Which elements of HTML are read, whatever they are: names, classes, ids and attributes as in CSS, one "
                "in another with a space between, alternatives with a comma. By default the only `<main>` or "
                "`<article>` of a page, else all of it but what stands beside an article, such as `<nav>`. "
                "Of plain text all is read."
            ),
            "maxLength": selectors.LONGEST,
            "pattern": selectors.PATTERN,
            "example": "main .story",
        },
    )


class AlternativesSchema(Schema):
    """A schema of which exactly one of some fields must be there."""

    ALTERNATIVES: ClassVar[tuple[str, ...]]

    @validates_schema(pass_original=True)
    def check_alternatives(self, _: Any, original: Mapping[str, Any], **__: Any) -> None:
        """Raise ValidationError unless there is one: for each that is too many, or for the whole."""
        given = [name for name in self.ALTERNATIVES if name in original]
        choice = f"Exactly one of {', '.join(self.ALTERNATIVES)} must be given."
        if len(given) != 1:
            raise ValidationError({name: [choice] for name in given[1:]} or choice)


class BlockRequestSchema(AlternativesSchema):
    """A block of a block editor, such as WordPress's."""

    ALTERNATIVES = ("text", "html")

    id = fields.String(
        required=True,
        validate=validate.Length(max=LONGEST_ID),
        metadata={"description": "The client's name for the block; no two have the same.", "example": "b-1"},
    )
    text = fields.String(metadata={"description": "Its text."})
    html = fields.String(metadata={"description": "Its HTML, read as that of an article."})


class QuotesRequestSchema(OptionsSchema, AlternativesSchema):
    """The JSON body of a request: the article as `text`, as `html` or as `blocks`, and how to read it."""

    ALTERNATIVES = ("text", "html", "blocks")

    text = fields.String(
        validate=_not_blank,
        metadata={"description": "The article as plain text; a blank line ends a paragraph.", "pattern": r"\S"},
    )
    html = fields.String(
        metadata={
            "description": "The article as HTML, a whole page or a part; it must show some text.",
            "pattern": r"\S",
        },
    )
    blocks = fields.List(
        fields.Nested(BlockRequestSchema),
        validate=validate.Length(min=1),
        metadata={"description": "The article as the blocks of an editor, each of one paragraph or more."},
    )
    include = Categories(metadata=_INCLUDE | _IN_JSON)
    min_confidence = Number(validate=_SHARE, metadata=_MIN_CONFIDENCE)

    @validates_schema
    def check_ids(self, data: dict[str, Any], **_: Any) -> None:
        """Raise ValidationError for each block that has the id of an earlier one."""
        ids = [block["id"] for block in data.get("blocks", [])]
        first = {id_: number for number, id_ in reversed([*enumerate(ids)])}
        if twice := {n: {"id": ["An earlier block has it."]} for n, id_ in enumerate(ids) if first[id_] < n}:
            raise ValidationError({"blocks": twice})


class QueryParametersSchema(OptionsSchema):
    """The same options as query parameters."""

    include = CategoryNames(metadata=_INCLUDE | _IN_QUERY)
    min_confidence = fields.Float(validate=_SHARE, metadata=_MIN_CONFIDENCE)


def make_query(body: Any, parameters: Mapping[str, str], read: Callable[[Mapping[str, Any]], Extract]) -> Query:
    """The query of a JSON body and query parameters; a field of the body wins over the parameter of its name.

    Args:
        body: the JSON value.
        parameters: the query parameters.
        read: gives the extract of an article, as `quotes.intake.reading.read` does; what it raises passes through.

    Raises:
        ValidationError: an option or the text is not valid.
        UnsupportedLanguageError: the language is not one of `LANGUAGES`.
    """
    fields, options = QuotesRequestSchema().load(body), QueryParametersSchema().load(parameters)
    for each in (options, fields):
        _check_language(each.get("language", "en"))
    (kind,) = (name for name in QuotesRequestSchema.ALTERNATIVES if name in fields)
    article, given = {kind: fields.pop(kind)}, {**options, **fields}
    selector = given.pop("selector", None)
    extract = read(article if selector is None else {**article, "selector": selector})
    if not extract.text.strip():
        chosen = {"selector": ["No element that it chooses holds text."]}
        raise ValidationError({kind: ["It holds no text."]} if selector is None else chosen)
    return Query(extract, **given)


def _check_language(tag: str) -> None:
    if len(tag) > LONGEST_TAG or not ENGLISH.fullmatch(tag):
        raise UnsupportedLanguageError(f"The service reads {', '.join(LANGUAGES)} only.")


def check_parameters(parameters: Mapping[str, str]) -> None:
    """Refuse query parameters that no body could make good.

    Raises:
        ValidationError, UnsupportedLanguageError: as `make_query`.
    """
    _check_language(QueryParametersSchema().load(parameters).get("language", "en"))
