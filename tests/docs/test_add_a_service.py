"""The example in `docs/add-a-service.md` is a service as the program reads them."""

from __future__ import annotations

import re

from app.channels.http_answers import verdict
from app.channels.http_presets import Preset, fill_all, fill_json
from tests.support.guide import DOCS


def example() -> Preset:
    text = (DOCS / "add-a-service.md").read_text(encoding="utf-8")
    found = re.search(r"```json\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return Preset.model_validate_json(found[1])


def test_the_example_says_what_the_page_says() -> None:
    preset = example()
    values = {"token": "t", "sender": "", "recipient": "+49170", "text": "Hallo"}
    assert fill_all(preset.headers, values) == {"Authorization": "Bearer t"}
    assert fill_json(preset.json_body, values) == '{"to": "+49170", "text": "Hallo"}'


def test_its_answers_are_told_apart() -> None:
    rules = example().answers
    told = [verdict(status, body, rules, service=True) for status, body in
            ((200, "{}"), (200, '{"error": 1}'), (402, ""), (503, ""), (404, ""))]  # fmt: skip
    assert told == ["success", "never", "stopped", "later", "never"]
