"""The document as the forms of the inspector edit it."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace

from app.core.edits import set_fields
from app.core.fields import FieldBook, FieldSpec, FieldType, key_from
from app.core.journey import Journey
from app.core.text import Text
from app.services.ids import clean_name
from app.ui.vocabulary import Vocabulary
from canvas.document import DocumentModel

CREATE = Text("Merkmal anlegen: {name}", "Create attribute: {name}")


class Draft:
    """Attributes that a person makes in a form become part of the edit that uses them: one step of undo.

    Until the journey is published they are the journey's own; then the workspace gets them.
    """

    def __init__(self, document: DocumentModel, vocabulary: Callable[[], Vocabulary]) -> None:
        self._document, self._vocabulary = document, vocabulary
        self._new: tuple[FieldSpec, ...] = ()
        self._last: tuple[Vocabulary, Vocabulary] | None = None

    @property
    def journey(self) -> Journey:
        """The journey as it stands."""
        return self._document.journey

    @property
    def made(self) -> Mapping[str, FieldType]:
        """See `app.ui.vocabulary.FieldMaker`."""
        return {spec.key: spec.type for spec in self._new}

    def make(self, name: str, kind: FieldType) -> str:
        """See `app.ui.vocabulary.FieldMaker`."""
        book = self.vocabulary().fields
        taken = {words for key in book.keys() for words in book.label(key)}
        spec = FieldSpec(key=key_from(name, book), label=clean_name(name, taken), type=kind)
        self._new = (*self._new, spec)
        self._last = None
        return spec.key

    def forget(self) -> None:
        """Whatever has been made and not been used is not wanted."""
        self._new, self._last = (), None

    def vocabulary(self) -> Vocabulary:
        """What can be picked, what has just been made included."""
        words = self._vocabulary()
        if self._last is None or self._last[0] is not words:
            fields = FieldBook((*words.fields.custom.values(), *self._new)) if self._new else words.fields
            self._last = (words, replace(words, fields=fields, maker=self))
        return self._last[1]

    def apply(self, edit: Callable[[Journey], Journey], label: Text, merge: Hashable | None = None) -> bool:
        """Carry out an edit; see `DocumentModel.apply`."""
        new = self._new
        if not new:
            return self._document.apply(edit, label, merge)
        self.forget()
        name = CREATE.fill(name=new[-1].label)
        return self._document.apply(lambda journey: set_fields(edit(journey), (*journey.fields, *new)), name)

    def seal(self) -> None:
        """See `DocumentModel.seal`."""
        self._document.seal()
