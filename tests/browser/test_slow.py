"""On a slow network and a slow machine, no painted frame shows figures of one plan under the name of another."""

import json

import pytest

from tests.browser.test_truth import STATE, is_true, settled

SLOW_4G = {
    "offline": False,
    "latency": 562.5,
    "downloadThroughput": 1_600_000 * 0.9 / 8,
    "uploadThroughput": 750_000 * 0.9 / 8,
}
WATCHED = f"""() => {{
    const state = {STATE};
    window.painted = new Set();
    const look = () => {{
        window.painted.add(JSON.stringify(state()));
        requestAnimationFrame(look);
    }};
    requestAnimationFrame(look);
}}"""
TWO_FRAMES = "() => new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)))"


def painted(page):
    """Each state of the page that was painted since it is watched, once."""
    page.evaluate(TWO_FRAMES)
    return [json.loads(state) for state in page.evaluate("[...window.painted]")]


@pytest.mark.parametrize("path", ["/", "/goals"])
def test_through_changes_of_a_filter_on_slow_4g_each_frame_is_true_or_dimmed(page_at, path):
    page = page_at()
    page.goto(path)
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.evaluate(WATCHED)
    plan = page.get_by_label("规划", exact=True)
    for chosen, name in (("13fyp", "十三五"), ("14fyp", "十四五"), ("13fyp", "十三五")):
        plan.select_option(chosen)
        page.locator("#content:not([aria-busy=true]) .exhibit h2", has_text=name).first.wait_for()
        assert is_true(settled(page))
    states = painted(page)
    assert any(state["busy"] == "true" for state in states)
    assert [state for state in states if state["busy"] != "true" and not is_true(state)] == []
    assert {state["filter"] for state in states} == {"13fyp", "14fyp"}
