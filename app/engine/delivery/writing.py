"""Writing messages of the outbox with a composer; what cannot be written gets a reason instead."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

from app.core.errors import ComposeError, DeliveryError
from app.core.program import CallContent, ServiceContent, templates_of
from app.core.protocols import Composer, ContentRecord, Decided, Outgoing
from app.engine.delivery.rows import DueRow, load_content
from app.store.database import Database

Shape = tuple[int, frozenset[str]]
"""A content and the names of the values that are there for it."""

_log = logging.getLogger(__name__)


class Writer:
    """Writes messages; keeps the contents, which never change once published."""

    def __init__(self, database: Database, composer: Composer) -> None:
        self._database = database
        self._composer = composer
        self._contents: dict[int, ContentRecord] = {}
        self._reasons: dict[Shape, str] = {}

    def write(self, row: DueRow) -> Outgoing | str:
        """The message, or the reason why there is none; `DeliveryError` if the account is at fault."""
        try:
            return self._composer.compose(
                Decided(
                    key=row.key,
                    enrollment=row.enrollment,
                    step=row.step,
                    visit=row.visit,
                    address=row.address,
                    variables=json.loads(row.variables),
                    at=row.at,
                    decided=row.decided,
                    content=self._content(row.content),
                )
            )
        except ComposeError as error:
            return error.reason
        except DeliveryError:
            raise
        except Exception:  # noqa: BLE001 (an outer edge: delivery)
            # One message that a defect keeps from being written must not stop all the others.
            _log.exception("message %s cannot be written", row.key)
            return "defect"

    def fills_in(self, content: int) -> bool:
        """Whether a content has placeholders or blocks at all."""
        said = self._content(content).content
        named = isinstance(said, ServiceContent | CallContent)  # a field, besides what the template names
        return named or any("{" in source for source in templates_of(said))

    def likely_reason(self, row: DueRow) -> str:
        """Why a message could not be written, or an empty text: tried once per set of values that are there.

        Good for simulations of many messages; what depends on the words of a value goes unnoticed.
        """
        shape = (row.content, frozenset(_present(json.loads(row.variables))))
        if shape not in self._reasons:
            written = self.write(row)
            self._reasons[shape] = written if isinstance(written, str) else ""
        return self._reasons[shape]

    def _content(self, content: int) -> ContentRecord:
        if content not in self._contents:
            with self._database.read() as connection:
                self._contents[content] = load_content(connection, content)
        return self._contents[content]


def _present(variables: Mapping[str, Any]) -> list[str]:
    return [
        f"{space}.{key}"
        for space, values in variables.items()
        for key, value in values.items()
        if value is not None and value != ""
    ]
