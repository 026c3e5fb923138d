"""The wall answers what it is asked, and says in a sentence what it cannot show."""

import pytest


@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/wall", 200, "slide"),
        ("/wall?show=goals:ways&every=30&plan=13fyp", 200, "slide"),
        ("/wall?every=abc", 400, "every=abc 不是秒数"),
        ("/wall?every=0", 400, "every=0 不是秒数"),
        ("/wall?show=nope", 400, "show=nope 写法不对"),
        ("/wall?plan=zz", 400, "plan=zz"),
        ("/wall?show=goals", 400, "show=overview:headline"),
        ("/wall?every=soon", 400, "600"),
        ("/wall?plan=99fyp", 400, "14fyp"),
        ("/wall?show=nothing:ways", 404, "overview"),
        ("/wall?show=goals:nothing", 404, "ways"),
        ("/wall?show=nope:ways", 404, "没有名为 'nope' 的页面"),
        ("/wall?show=goals:nope", 404, "没有名为 'nope' 的图表"),
        ("/wall?release=999", 404, "没有名为 '999' 的版次"),
    ],
)
def test_what_cannot_be_read_is_400_and_what_there_is_not_404(client, address, status, words):
    answer = client.get(address)
    assert answer.status_code == status
    assert words in answer.text
