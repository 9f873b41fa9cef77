"""The marshmallow schemas as OpenAPI components."""

from __future__ import annotations

import inspect
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from marshmallow import Schema, fields

from quotes.api import queries, schemas

COMPONENTS = [queries.QuotesRequestSchema, queries.BlockRequestSchema, *(
    schema for schema in vars(schemas).values()
    if inspect.isclass(schema) and issubclass(schema, Schema) and schema not in (Schema, schemas.AnswerSchema)
)]  # fmt: skip


def rendered() -> dict[str, Any]:
    """What `components.schemas` must be: apispec's rendering, described by the classes' docstrings."""
    plugin = MarshmallowPlugin(schema_name_resolver=_name)
    spec = APISpec("", "", "3.0.3", plugins=[plugin])
    plugin.converter.add_attribute_function(_or_null)
    for schema in COMPONENTS:
        if _name(schema) not in spec.components.schemas:
            spec.components.schema(_name(schema), schema=schema())
    found = spec.to_dict()["components"]["schemas"]
    return {
        _name(schema): {"description": inspect.getdoc(schema), **found[_name(schema)], **_alternatives(schema)}
        for schema in COMPONENTS
    }


def _alternatives(schema: type[Schema]) -> dict[str, Any]:
    """That exactly one of some fields must be there, put so that generators of clients let it pass."""
    names = getattr(schema, "ALTERNATIVES", ())
    return {"not": {"not": {"oneOf": [{"required": [name]} for name in names]}}} if names else {}


def _or_null(converter: Any, field: fields.Field[Any], ret: dict[str, Any], **_: Any) -> dict[str, Any]:
    """A nested schema or null: apispec's own rendering would let any object pass."""
    if not (isinstance(field, fields.Nested) and field.allow_none):
        return {}
    reference = next(branch for branch in ret["anyOf"] if "$ref" in branch)
    return {"anyOf": [reference, {"type": "object", "nullable": True, "enum": [None]}]}


def _name(schema: Any) -> str:
    """The component's name: that of the class without its suffix."""
    name: str = (schema if inspect.isclass(schema) else type(schema)).__name__
    return name.removesuffix("Schema")


def rendered_fields(schema: Schema) -> dict[str, Any]:
    """The properties of one schema."""
    plugin = MarshmallowPlugin()
    APISpec("", "", "3.0.3", plugins=[plugin])
    properties: dict[str, Any] = plugin.converter.schema2jsonschema(schema)["properties"]
    return properties
