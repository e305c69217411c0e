"""Journeys to work on."""

from __future__ import annotations

from app.core.journey import Edge, Journey, Node, Point


def welcome(name: str = "Welcome") -> Journey:
    """A trigger by event, a mail, a wait and a branch, ready to be published."""
    return Journey(
        id="welcome",
        name=name,
        language="en",
        nodes=(
            Node(
                id="start",
                type="event_trigger",
                title="Start",
                config={"event": {"type": "purchase", "where": []}},
            ),
            Node(
                id="mail",
                type="send_mail",
                title="Welcome mail",
                config={
                    "subject": "Hello {{ contact.first_name|default('reader') }}",
                    "body": "Nice to meet you.",
                },
            ),
            Node(id="wait", type="wait", title="Two days"),
            Node(
                id="fork",
                type="branch",
                title="Opened?",
                config={
                    "cases": [
                        {
                            "id": "yes",
                            "name": "",
                            "rule": {"kind": "engagement", "step": "mail", "what": "opened"},
                        }
                    ]
                },
            ),
            Node(id="end", type="exit", title="End"),
        ),
        edges=(
            Edge(source="start", port="next", target="mail"),
            Edge(source="mail", port="next", target="wait"),
            Edge(source="wait", port="next", target="fork"),
            Edge(source="fork", port="yes", target="end"),
        ),
        layout={
            "start": Point(0, 0),
            "mail": Point(0, 120),
            "wait": Point(0, 240),
            "fork": Point(0, 360),
            "end": Point(0, 480),
        },
    )
