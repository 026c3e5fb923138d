"""Help in the reader's words: each page has its own, in both languages, and the manual holds what a reader may see."""

import pytest

from dashboard.kit import helping
from dashboard.kit.markup import foreign
from dashboard.pages import PAGES
from indicators.accounts import Permission
from indicators.language import Language, speaking
from tests.dashboard.test_pages import NAMES

OPEN = [page for page in PAGES if Permission.VIEW in page.needs]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_each_page_says_in_both_languages_how_it_is_read(page):
    assert len(page.help) > 1
    for sentence in page.help:
        assert sentence.zh.endswith("。")
        assert sentence.en.endswith(".")
        with speaking(Language.CHINESE):
            assert foreign(sentence.zh) == ""
        with speaking(Language.ENGLISH):
            assert foreign(sentence.en) == ""


@pytest.mark.parametrize("page", OPEN, ids=lambda page: page.name)
def test_the_help_stands_on_its_page_closed_and_its_button_leads_to_the_manual(client, page, dataset):
    text = client.get(page.path.replace("<name>", NAMES.get(page.name, ""))).text
    dialog = text[
        text.index('<dialog id="helping"') if '<dialog id="helping"' in text else text.index('id="helping"') :
    ]
    assert " open" not in dialog[: dialog.index(">")]
    assert all(str(dataset.city.says(sentence)) in dialog for sentence in page.help)
    assert f'href="{helping.MANUAL}"' in text


@pytest.mark.parametrize("tongue", Language, ids=lambda tongue: tongue.name)
def test_the_manual_holds_each_page_that_anybody_sees_and_none_of_staff(client, tongue, dataset):
    with speaking(tongue):
        answer = client.get(f"{helping.MANUAL}?lang={tongue.value}")
        assert answer.status_code == 200
        for page in PAGES:
            is_there = all(str(dataset.city.says(sentence)) in answer.text for sentence in page.help)
            assert is_there == (page in OPEN), page.name
        assert all(str(sentence) in answer.text for _, sentence in helping.COMMON)
