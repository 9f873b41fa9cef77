"""The response bodies as marshmallow schemas: the contract in code.

openapi.yaml says the same, and a test compares them. The small ones are dumped by their views; a result writes itself
(`quotes.result.Result.to_dict`), and tests hold it against QuotesResponseSchema.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar, get_args

from marshmallow import EXCLUDE, Schema, fields, validate

from quotes.api.problems import PROBLEM_TYPES
from quotes.attribution import model
from quotes.intake.offsets import ENCODINGS

WARNINGS = (
    "html_references",
    "long_run",
    "long_sentence",
    "stray_quotation_mark",
    "unclosed_quotation_mark",
    "unexpected_language",
    "wrong_encoding",
)
"""Codes of the warnings, of the fair copy, the parser and the core."""

_SHARE = validate.Range(0, 1)


class AnswerSchema(Schema):
    """A response body: a field is always there unless it is one of `SOMETIMES`; later versions may add some."""

    SOMETIMES: ClassVar[tuple[str, ...]] = ()

    class Meta:
        """Tells readers of the schema that they must let further fields pass."""

        unknown = EXCLUDE

    def on_bind_field(self, field_name: str, field_obj: fields.Field[Any]) -> None:
        """Mark the field as required."""
        field_obj.required = field_name not in self.SOMETIMES


def _choice(choices: Iterable[str], description: str = "", **options: Any) -> fields.String:
    metadata = {"description": description} if description else {}
    return fields.String(validate=validate.OneOf(tuple(choices)), metadata=metadata, **options)


def _optional(schema: type[Schema], description: str) -> fields.Nested:
    return fields.Nested(schema, allow_none=True, metadata={"description": description})


def _offset(description: str) -> fields.Integer:
    return fields.Integer(validate=validate.Range(min=0), metadata={"description": description})


def _string(description: str, **options: Any) -> fields.String:
    return fields.String(metadata={"description": description}, **options)


class SpanSchema(AnswerSchema):
    """A stretch of the text."""

    start = _offset("Where it begins, in the offset encoding asked for.")
    end = _offset("Where it ends, exclusive.")
    text = _string("Exactly the characters from `start` to `end`.")
    html_start = _offset("Where it begins in the HTML that was sent, or in that of `block`.")
    html_end = _offset("Where it ends there, exclusive; in the HTML of `end_block` if there is one.")
    block = _string("For blocks: id of the block in which it begins.")
    end_block = _string("Id of the block in which it ends, only if that is another one.")
    block_start = _offset("Where it begins in the text of `block`: what was sent, or what its HTML says.")
    block_end = _offset("Where it ends in the text of that block, exclusive; of `end_block` if there is one.")

    SOMETIMES = ("html_start", "html_end", "block", "end_block", "block_start", "block_end")


class CueSchema(AnswerSchema):
    """The words that link a source to its content."""

    spans = fields.List(fields.Nested(SpanSchema))
    lemma = _string("Its dictionary form, such as `call on`, `according to` or `:`.")
    category = _choice(model.CATEGORIES)
    polarity = _choice(get_args(model.Polarity), "`negative` where the text says that it was not said.")
    modality = _choice(get_args(model.Modality), "`hypothetical` or `future` where it was not said yet.")


class ReferenceSchema(AnswerSchema):
    """A mention of an entity; without spans and text where the entity is only understood."""

    spans = fields.List(fields.Nested(SpanSchema))
    text = _string("The texts of the spans, joined by spaces.", allow_none=True)
    entity = _string("Id of an entry of `entities`.", allow_none=True)


class ViaSchema(ReferenceSchema):
    """A relay: who passed the speaker's words on."""

    relation = _choice(get_args(model.ViaRelation))


class ContextSchema(AnswerSchema):
    """Circumstances of the utterance, word for word."""

    medium = _string("Such as `in a statement`.", allow_none=True)
    time = _string("Such as `on Sunday`.", allow_none=True)
    place = _string("Such as `in Tripoli`.", allow_none=True)


class QuoteSchema(AnswerSchema):
    """One attributed quote."""

    id = _string("`q1`, `q2` ... in text order; the same whatever filter is set.")
    type = _choice(
        get_args(model.QuoteType), "`direct`: all content in quotation marks; `mixed`: some; `indirect`: none."
    )
    content = fields.List(
        fields.Nested(SpanSchema),
        validate=validate.Length(min=1),
        metadata={"description": "What was said, in text order; several spans where the quote is interrupted."},
    )
    prefix = _string("Up to 32 code points before the content (a W3C TextQuoteSelector).")
    suffix = _string("Up to 32 code points after the content.")
    cue = _optional(CueSchema, "Null where the quote stands without one.")
    speaker = _optional(ReferenceSchema, "Null where nobody can be named.")
    via = fields.List(
        fields.Nested(ViaSchema), metadata={"description": "Who relayed the words, the nearest to the speaker first."}
    )
    addressee = _optional(ReferenceSchema, "Whom the words were told to.")
    context = fields.Nested(ContextSchema)
    nested_in = _string("Id of the innermost quote of the answer whose content holds this one.", allow_none=True)
    confidence = fields.Float(
        validate=_SHARE,
        metadata={"description": "Probability that the source and at least half of the words are right."},
    )


class MentionSchema(SpanSchema):
    """One mention of an entity."""

    type = _choice(get_args(model.MentionType))


class EntitySchema(AnswerSchema):
    """Who or what a quote refers to."""

    id = _string("`e1`, `e2` ...")
    name = _string("The fullest name in the article, without titles.")
    kind = _choice(get_args(model.EntityKind))
    role = _string("Title, office or affiliation, as the article words it.", allow_none=True)
    mentions = fields.List(fields.Nested(MentionSchema))


class WarningSchema(SpanSchema):
    """Something about the text that may have harmed the result, and where; of a long stretch its beginning."""

    code = _choice(WARNINGS)
    detail = _string("The same in words.")


class ModelSchema(AnswerSchema):
    """Which models did it."""

    name = _string("Name of the models.")
    version = _string("Their version.")


class DocumentSchema(AnswerSchema):
    """The article, as the service saw it."""

    id = _string("The id that the request gave it.", allow_none=True)
    language = _string("The language of the request.")
    length = _offset("Length of the text in the offset encoding.")
    sha256 = fields.String(
        metadata={
            "description": "SHA-256 of the text in UTF-8 (a lone surrogate as its three bytes).",
            "pattern": "^[0-9a-f]{64}$",
        }
    )
    offset_encoding = _choice(ENCODINGS)
    text = _string("For HTML and blocks: the text as the service read it, into which `start` and `end` point.")

    SOMETIMES = ("text",)


class QuotesResponseSchema(AnswerSchema):
    """Every attributed quote of the article."""

    document = fields.Nested(DocumentSchema)
    quotes = fields.List(fields.Nested(QuoteSchema))
    entities = fields.List(fields.Nested(EntitySchema), metadata={"description": "Whom the quotes refer to."})
    warnings = fields.List(fields.Nested(WarningSchema))
    model = fields.Nested(ModelSchema)


class LimitsSchema(AnswerSchema):
    """What a request may cost."""

    body_bytes = _offset("Largest body, in bytes.")
    characters = _offset("Longest text, in Unicode code points.")
    tokens = _offset(
        "Longest text in tokens: words and marks, a word of more than twelve characters more than once. Prose as long "
        "as `characters` lets it be has fewer."
    )
    json_depth = _offset("Deepest nesting of a JSON body.")
    deadline_seconds = fields.Float(metadata={"description": "Time after which the answer is 504."})


class ModelCardSchema(ModelSchema):
    """The models and the limits of this deployment."""

    service_version = _string("Version of the service.")
    languages = fields.List(fields.String(), metadata={"description": "BCP 47 tags."})
    licences = fields.List(fields.String(), metadata={"description": "Licences of the models."})
    limits = fields.Nested(LimitsSchema)


class StatusSchema(AnswerSchema):
    """The state of the process."""

    status = _choice(["ok"])


class ProblemErrorSchema(AnswerSchema):
    """One thing that is wrong with a request."""

    pointer = _string(
        "JSON pointer (RFC 6901) to the field; a query parameter has the pointer of the field of its name."
    )
    detail = _string("What is wrong.")


class ProblemSchema(Schema):
    """Why a request failed (RFC 9457)."""

    class Meta(AnswerSchema.Meta):
        """As of any answer."""

    type = fields.String(
        required=True,
        validate=validate.Regexp(rf"^(/[^#]*)?/docs#({'|'.join(kind.slug for kind in PROBLEM_TYPES)})$"),
        metadata={
            "description": "The type of problem; resolves to its documentation. "
            "Where the service has a path prefix, so has this."
        },
    )
    title = fields.String(required=True, metadata={"description": "The type in words."})
    status = fields.Integer(required=True, metadata={"description": "The HTTP status."})
    detail = fields.String(required=True, metadata={"description": "What went wrong this time."})
    instance = fields.String(
        required=True,
        metadata={"description": "The path and the request's id; in a batch also the line, counted from 1."},
    )
    id = fields.String(metadata={"description": "In a batch: the document's id, where it could be read."})
    errors = fields.List(
        fields.Nested(ProblemErrorSchema),
        metadata={"description": "For `validation`: what is wrong, the first 20 at most."},
    )


def dump(schema: type[Schema], value: object) -> dict[str, Any]:
    """A value as the JSON object of a schema."""
    answer: dict[str, Any] = schema().dump(value)
    return answer
