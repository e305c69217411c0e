"""What becomes of contacts under way, as the command line says it: `STEP=STEP`, `STEP=keep`, `STEP=exit`."""

from __future__ import annotations

from collections.abc import Sequence

from app.core.errors import StellwerkError
from app.core.formats import quoted
from app.core.impact import KEEP, TAKE_OUT, Choice, Spot, Waiting
from app.core.text import Text, joined, same

ALL, SAME = "all", "same"
MOVE_WORDS = Text(
    "Was mit wartenden Kontakten geschieht: SCHRITT=SCHRITT (in die neue Version), SCHRITT=keep (bleiben) "
    "oder SCHRITT=exit (aussteigen). „all“ meint alle, die nicht genannt sind, „same“ denselben Schritt, "
    "„2:SCHRITT“ nur Version 2. Mehrfach möglich.",
    "What becomes of contacts that wait: STEP=STEP (to the new version), STEP=keep (stay) or STEP=exit "
    "(leave). “all” means all that are not named, “same” the same step, “2:STEP” only version 2. May be "
    "repeated.",
)


def choices_of(words: Sequence[str], waiting: Sequence[Waiting]) -> dict[Spot, Choice]:
    """The choices that some words make; raises `StellwerkError` for a step at which nobody waits."""
    found: dict[Spot, Choice] = {}
    for word in sorted(words, key=_is_precise):
        name, equals, wish = word.partition("=")
        meant = [each for each in waiting if _is_meant(name, each)]
        if not equals or not wish:
            raise StellwerkError(_ODD.fill(word=word))
        if not meant and name != ALL:
            raise StellwerkError(_NOBODY.fill(step=name, steps=_steps(waiting)))
        for each in meant:
            found[each.spot] = _choice(wish, each, everybody=name == ALL)
    return found


def _is_precise(word: str) -> int:
    """What is said of all comes first, of a step later, of a step in a version last: the later counts."""
    name = word.partition("=")[0]
    return 0 if name == ALL else 1 + (":" in name)


def _is_meant(name: str, each: Waiting) -> bool:
    return name in (ALL, each.spot.step, f"{each.spot.version}:{each.spot.step}")


def _choice(wish: str, each: Waiting, *, everybody: bool) -> Choice:
    step = each.spot.step if wish == SAME else wish
    if wish == "keep" or (everybody and wish == SAME and each.removed):
        return KEEP
    if wish == "exit":
        return TAKE_OUT
    if step not in each.targets:
        steps = joined([same(target) for target in each.targets], same(", "))
        raise StellwerkError(_NO_TARGET.fill(step=step, steps=steps))
    return Choice("move", step)


def _steps(waiting: Sequence[Waiting]) -> Text:
    parts = [
        same(f"{each.spot.step} ") + Text(quoted(each.title.de).de, quoted(each.title.en).en)
        for each in waiting
    ]
    return joined(parts, same(", ")) if parts else _NONE


_ODD = Text(
    "„{word}“ ist keine Angabe wie SCHRITT=SCHRITT, SCHRITT=keep oder SCHRITT=exit. Bitte schreiben "
    "Sie sie so.",
    "“{word}” is not of the form STEP=STEP, STEP=keep or STEP=exit. Please write it so.",
)
_NOBODY = Text(
    "Am Schritt „{step}“ wartet niemand. Kontakte warten hier: {steps}. Bitte nennen Sie einen davon.",
    "Nobody waits at the step “{step}”. Contacts wait here: {steps}. Please name one of these.",
)
_NONE = Text("nirgends", "nowhere")
_NO_TARGET = Text(
    "In der neuen Version gibt es keinen Schritt „{step}“, zu dem Kontakte wechseln könnten. Möglich sind: "
    "{steps}.",
    "The new version has no step “{step}” to which contacts could move. Possible are: {steps}.",
)
