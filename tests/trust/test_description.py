"""The interface holds what its description says, whatever it is asked; and a refusal is a sentence."""

import pytest

from tests.trust import questions


def test_every_answer_is_one_that_the_description_names(app, dataset):
    """Rows as they are described, or a refusal that is; of each kind there are some."""
    seen = questions.asked(app.server, dataset, 25)
    assert set(seen) == {200, 400, 404}, seen


@pytest.mark.parametrize("path", ["regions/a%0Ab", "nothing", "%0A"])
def test_what_there_is_not_is_told_as_json_whatever_the_address(client, path):
    """A line break leads past every route, and still to a sentence that names what there is."""
    answer = client.get(f"/api/v1/{path}")
    assert (answer.status_code, list(answer.json)) == (404, ["error"])
    assert "observations" in answer.json["error"]
