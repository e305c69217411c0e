"""Create a task: something for a person in sales to do, during which no mails go out if you like."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from app.core.form import Form
from app.core.formats import quoted
from app.core.node import NodeConfig, NodeType, Surroundings
from app.core.program import Apply, CreateTask
from app.core.schedule import Duration
from app.core.text import Text
from app.core.words import duration_words


class CreateTaskConfig(NodeConfig):
    """What is to be done, by whom, until when, and for how long no mails go out."""

    title: Annotated[
        str,
        Field(max_length=200),
        Form(
            Text("Aufgabe", "Task"),
            "line",
            placeholder=Text("etwa: Anrufen und einladen", "such as: call and invite"),
            required=True,
        ),
    ] = ""
    owner: Annotated[
        str,
        Field(max_length=80),
        Form(Text("Zuständig", "Owner"), "line", placeholder=Text("Name im Team", "name in the team")),
    ] = ""
    note: Annotated[str, Field(max_length=5_000), Form(Text("Notiz", "Note"), "text")] = ""
    due: Annotated[
        Duration | None,
        Form(
            Text("Zu erledigen in", "To be done within"),
            "duration",
            placeholder=Text("ohne Frist", "no time limit"),
        ),
    ] = Duration(amount=2, unit="days")
    lock: Annotated[
        Duration | None,
        Form(
            Text("Solange keine Mails", "No mails meanwhile"),
            "duration",
            help=Text(
                "Vertriebssperre: So lange, oder bis die Aufgabe erledigt ist, bekommt der Kontakt keine "
                "Nachrichten.",
                "Sales lock: for so long, or until the task is done, the contact gets no messages.",
            ),
            placeholder=Text("keine Sperre", "no lock"),
        ),
    ] = None


class CreateTaskStep(NodeType[CreateTaskConfig]):
    """Gives sales something to do."""

    id = "create_task"
    group = "action"
    section = "team"
    icon = "clipboard-check"
    title = Text("Aufgabe anlegen", "Create task")
    summary = Text(
        "Legt eine Aufgabe für Ihr Team an und hält auf Wunsch solange Mails zurück.",
        "Creates a task for your team, and holds mails back meanwhile if you like.",
    )
    words = Text("todo anruf erinnerung mitarbeiter", "todo call reminder colleague")
    config_type = CreateTaskConfig

    def line(self, config: CreateTaskConfig, around: Surroundings) -> Text:
        """The task, who does it, and the lock."""
        if not config.title.strip():
            return Text("Aufgabe fehlt noch …", "No task yet …")
        words = quoted(config.title.strip())
        if config.owner.strip():
            words += Text(" für ", " for ") + config.owner.strip()
        if config.lock is not None:
            words += Text(", keine Mails: ", ", no mails: ") + duration_words(config.lock)
        return words

    def compile(self, config: CreateTaskConfig, around: Surroundings) -> tuple[Apply]:
        """One effect."""
        task = CreateTask(config.title.strip(), config.owner.strip(), config.note, config.due, config.lock)
        return (Apply((task,)),)
