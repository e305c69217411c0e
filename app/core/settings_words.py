"""The settings of a journey in sentences, as far as they differ from the usual ones."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.journey import Settings
from app.core.text import Text
from app.core.words import clock_words, day_words, duration_dative, window_words

_OTHERWISE = {
    "delay": Text("Was sonst fällig wird, wird aufgeschoben.", "What is due otherwise is put off."),
    "skip": Text("Was sonst fällig wird, wird ausgelassen.", "What is due otherwise is left out."),
}
_MORE = {
    "delay": Text("weitere werden aufgeschoben", "more are put off"),
    "skip": Text("weitere werden ausgelassen", "more are left out"),
}
_CATCH_UP = {
    "send": Text("Zu späte Nachrichten gehen trotzdem hinaus.", "Late messages go out all the same."),
    "skip": Text("Zu späte Nachrichten werden ausgelassen.", "Late messages are left out."),
    "ask": Text("Zu späte Nachrichten warten auf eine Entscheidung.", "Late messages wait for a decision."),
}


def settings_words(settings: Settings) -> list[Text]:
    """A sentence for each setting about entering, messages and measuring that is not the usual one."""
    return [*_entry(settings), *_hours(settings), *_messages(settings)]


def _entry(settings: Settings) -> Iterator[Text]:
    if settings.entry_from:
        yield Text("Eintritt erst ab {at}.", "Entry not before {at}.").fill(at=_moment(settings.entry_from))
    if settings.entry_until:
        yield Text("Eintritt nur bis {at}.", "Entry only until {at}.").fill(at=_moment(settings.entry_until))
    if settings.holdout:
        words = Text(
            "Kontrollgruppe: {n} % der Kontakte, {days} Tage lang beobachtet.",
            "Holdout: {n} % of the contacts, watched for {days} days.",
        )
        yield words.fill(n=settings.holdout, days=settings.holdout_days)


def _hours(settings: Settings) -> Iterator[Text]:
    if settings.send_window is not None:
        words = Text("Nachrichten gehen nur: {window}.", "Messages go only: {window}.")
        yield words.fill(window=window_words(settings.send_window))
    if settings.quiet is not None:
        words = Text("Ruhezeiten: {window}.", "Quiet hours: {window}.")
        yield words.fill(window=window_words(settings.quiet))
    if settings.send_window is not None or settings.quiet is not None:
        yield _OTHERWISE[settings.quiet_action]


def _messages(settings: Settings) -> Iterator[Text]:
    cap = settings.cap
    if cap is not None:
        words = Text(
            "Höchstens {n} Nachrichten in {period}, {more}.", "At most {n} messages in {period}, {more}."
        )
        yield words.fill(n=cap.count, period=duration_dative(cap.per), more=_MORE[cap.action])
    if not settings.sales_lock:
        yield Text(
            "Auch wer mit dem Vertrieb im Gespräch ist, bekommt Nachrichten.",
            "Those talking to sales get messages too.",
        )
    if settings.catch_up in _CATCH_UP:
        yield _CATCH_UP[settings.catch_up]
    if settings.on_failure == "go_on":
        yield Text(
            "Scheitert eine Nachricht, geht es trotzdem weiter.",
            "If a message fails, it goes on all the same.",
        )


def _moment(local: str) -> Text:
    day, _, clock = local.partition("T")
    return day_words(day) + ", " + clock_words(clock)
