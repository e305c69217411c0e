"""Pure edits of a rule tree by path: the index of the part at each level, 0 below a `not`."""

from __future__ import annotations

from app.core.rules.tree import AllOf, AnyOf, Not, Rule

Path = tuple[int, ...]


def part_at(rule: Rule, path: Path) -> Rule:
    """The part at a path."""
    for index in path:
        rule = _parts(rule)[index]
    return rule


def replaced(rule: Rule, path: Path, new: Rule) -> Rule:
    """The rule with the part at a path replaced."""
    if not path:
        return new
    parts = list(_parts(rule))
    parts[path[0]] = replaced(parts[path[0]], path[1:], new)
    return _with(rule, parts)


def removed(rule: Rule, path: Path) -> Rule | None:
    """The rule without the part at a path; a `not` or group that is left empty goes with it."""
    if not path:
        return None
    parts = list(_parts(rule))
    rest = removed(parts[path[0]], path[1:])
    if rest is None:
        del parts[path[0]]
    else:
        parts[path[0]] = rest
    return _with(rule, parts) if parts else None


def added(rule: Rule | None, path: Path, new: Rule) -> Rule:
    """The rule with a part more at the end of the group at a path; a single part becomes a group."""
    if rule is None:
        return new
    target = part_at(rule, path)
    if isinstance(target, AllOf | AnyOf):
        return replaced(rule, path, _with(target, [*target.rules, new]))
    return replaced(rule, path, AllOf(rules=(target, new)))


def inverted(rule: Rule) -> Rule:
    """The opposite of a rule; twice gives the rule itself."""
    return rule.rule if isinstance(rule, Not) else Not(rule=rule)


def _parts(rule: Rule) -> tuple[Rule, ...]:
    if isinstance(rule, AllOf | AnyOf):
        return rule.rules
    if isinstance(rule, Not):
        return (rule.rule,)
    return ()


def _with(rule: Rule, parts: list[Rule]) -> Rule:
    if isinstance(rule, AllOf | AnyOf):
        return rule.model_copy(update={"rules": tuple(parts)})
    return Not(rule=parts[0])
