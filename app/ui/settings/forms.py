"""The forms of the settings."""

from __future__ import annotations

from app.core.form import Form, FormField
from app.core.text import Text, same

LOOKS = (
    FormField(
        "language",
        Form(Text("Sprache", "Language"), "choice", choices={"de": same("Deutsch"), "en": same("English")}),
        "de",
    ),
    FormField(
        "theme",
        Form(
            Text("Darstellung", "Theme"),
            "choice",
            choices={
                "system": Text("wie das System", "as the system"),
                "light": Text("hell", "light"),
                "dark": Text("dunkel", "dark"),
            },
        ),
        "system",
    ),
    FormField(
        "motion",
        Form(
            Text("Bewegung", "Motion"),
            "choice",
            choices={
                "system": Text("wie das System", "as the system"),
                "less": Text("keine", "none"),
            },
        ),
        "system",
    ),
)
SENDER = (
    FormField(
        "from_name",
        Form(
            Text("Name", "Name"),
            "line",
            placeholder=Text("Buchhandlung am Markt", "Bookshop on Market Square"),
        ),
        "",
    ),
    FormField(
        "from_address",
        Form(
            Text("E-Mail-Adresse", "Email address"),
            "line",
            placeholder=Text("lesen@example.org", "books@example.org"),
        ),
        "",
    ),
    FormField(
        "reply_to",
        Form(
            Text("Antworten an", "Replies to"),
            "line",
            placeholder=Text("wie die Absenderadresse", "as the sender's address"),
        ),
        "",
    ),
    FormField(
        "imprint",
        Form(
            Text("Impressum", "Imprint"),
            "text",
            help=Text(
                "Steht unter jeder Mail: Name, Anschrift, Kontakt. Ohne Impressum geht über Ihr Postfach "
                "nichts hinaus.",
                "Stands below every mail: name, address, contact. Without it nothing goes out with your "
                "mail account.",
            ),
        ),
        "",
    ),
)
DELIVERY = (
    FormField(
        "delivery",
        Form(
            Text("Mails", "Mails"),
            "choice",
            choices={
                "folder": Text("als Dateien in einen Ordner legen", "put as files into a folder"),
                "smtp": Text("über mein Postfach versenden", "send with my mail account"),
            },
        ),
        "folder",
    ),
    FormField(
        "folder",
        Form(
            Text("Ordner", "Folder"),
            "line",
            placeholder=Text("neben dem Arbeitsbereich", "beside the workspace"),
            shown_if=("delivery", ("folder",)),
        ),
        "",
    ),
    FormField(
        "host",
        Form(
            Text("Postausgangsserver", "Outgoing mail server"),
            "line",
            placeholder=same("smtp.example.org"),
            shown_if=("delivery", ("smtp",)),
        ),
        "",
    ),
    FormField(
        "security",
        Form(
            Text("Verschlüsselung", "Encryption"),
            "choice",
            choices={"starttls": same("STARTTLS (587)"), "tls": same("TLS (465)")},
            shown_if=("delivery", ("smtp",)),
        ),
        "starttls",
    ),
    FormField(
        "port",
        Form(Text("Port", "Port"), "number", minimum=1, maximum=65_535, shown_if=("delivery", ("smtp",))),
        587,
    ),
    FormField("user", Form(Text("Benutzername", "User name"), "line", shown_if=("delivery", ("smtp",))), ""),
)
LIMITS = (
    FormField(
        "cap",
        Form(
            Text("Kontaktobergrenze", "Frequency cap"),
            "cap",
            placeholder=Text(
                "Höchstens so viele Nachrichten je Kontakt", "At most so many messages per contact"
            ),
            help=Text(
                "Gilt für alle Journeys zusammen; jede kann für sich noch eine kleinere haben.",
                "For all journeys together; each may have a smaller one of its own.",
            ),
        ),
        None,
    ),
)
HOSTS = (
    FormField(
        "confirmed_hosts",
        Form(
            Text("Bestätigte Server", "Confirmed servers"),
            "tags",
            placeholder=Text("api.example.org, dann Eingabetaste", "api.example.org, then Enter"),
            help=Text(
                "Nur diese ruft der Schritt „Webadresse aufrufen“ auf, auch in Journeys, die Sie von "
                "anderen haben.",
                "The step “Call a web address” calls only these, also in journeys that you have from others.",
            ),
        ),
        (),
    ),
    FormField(
        "own_hosts",
        Form(
            Text("Davon im eigenen Netz", "Of these, in your own network"),
            "tags",
            placeholder=Text("kasse.local, dann Eingabetaste", "till.local, then Enter"),
            help=Text(
                "Nur bei diesen ist eine Adresse im eigenen Netz oder ohne Verschlüsselung erlaubt.",
                "Only for these is an address in your own network, or without encryption, allowed.",
            ),
        ),
        (),
    ),
)
