"""The forms of an edition as tables that DuckDB asks, wherever they lie."""

from __future__ import annotations

import duckdb
import pyarrow.dataset

from quotes.archive import forms
from quotes.archive.files import Folder


def connect(edition: Folder) -> duckdb.DuckDBPyConnection:
    """A connection with the tables `documents` and `quotes`; rows are read as they are asked for.

    Quotes of parts that were broken off, of which there are no documents yet, are left out.
    """
    connection = duckdb.connect()
    done = {file.base_name for file in (edition / "documents").files()}
    for form, schema in forms.FORMS.items():
        files = [file.path for file in (edition / form).files() if file.base_name in done]
        connection.register(form, pyarrow.dataset.dataset(files, schema, "parquet", edition.system))
    return connection
