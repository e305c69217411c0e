"""Publishing as window and command line do it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.bootstrap import make_services
from app.channels.accounts import AccountSettings
from app.core.errors import PublishError
from app.services.workspace import Workspace
from tests.support.shop import Shop
from tests.support.world import journey, step

MAIL = journey(
    step("in", "manual_trigger"),
    step("mail", "send_mail", subject="Hallo", body="Guten Tag"),
    step("end", "exit"),
)


def workspace(folder: Path) -> Workspace:
    return make_services().open_workspace(folder / "shop.stellwerk")


@pytest.mark.parametrize(("delivery", "missing"), [("folder", False), ("smtp", True)])
def test_an_imprint_is_asked_for_once_mails_really_go_out(
    tmp_path: Path, delivery: str, missing: bool
) -> None:
    with workspace(tmp_path) as space:
        space.settings.save(space.settings.get().model_copy(update={"delivery": delivery}))
        codes = [problem.code for problem in space.journeys.validate(MAIL)]
        assert ("mail.no_imprint" in codes) == missing


def test_a_journey_with_errors_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    with workspace(tmp_path) as space:
        with pytest.raises(PublishError):
            space.journeys.publish(journey(step("mail", "send_mail")))
        assert space.journeys.rows() == []


def test_mails_of_an_account_without_imprint_wait_until_it_is_there(shop: Shop) -> None:
    space, who = shop.space, shop.contact("Anna")
    space.journeys.publish(MAIL)
    space.journeys.enroll(MAIL.id, [who])
    account = AccountSettings(host="127.0.0.1", port=1, from_address="laden@example.org")
    space.settings.save(space.settings.get().model_copy(update={"account": account, "delivery": "smtp"}))
    done = space.runner.run_until_idle()
    assert done.problem is not None
    assert "Impressum" in done.problem.de
    assert space.reports.message_states() == {"queued": 1}
    there = account.model_copy(update={"imprint": "Buchhandlung, Gasse 1"})
    space.settings.save(space.settings.get().model_copy(update={"account": there}))
    refused = space.runner.run_until_idle().problem  # nobody listens at that port: it was tried
    assert refused is not None
    assert "Impressum" not in refused.de
    space.settings.save(space.settings.get().model_copy(update={"delivery": "folder"}))
    assert space.runner.run_until_idle().delivered == 1
