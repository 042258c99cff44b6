"""What is asked is the company's choice, and a change never touches what was answered."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections

from feedback.models import Question, SurveyVersion
from feedback.surveys import editing, versions
from feedback.surveys.versions import Draft
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

PAGE = "/t/acme/settings/survey/"
OF_HOUSE = {"kind": "text", "about": "other", "from_score": 1, "to_score": 5}


@pytest.fixture
def ada(client, in_acme):
    return sign_in(client, in_acme.ada)


def now(cast):
    return versions.newest(cast.acme)


def asked(cast):
    return [(each.kind, each.about) for each in now(cast).questions.all()]


def question(cast, about):
    return now(cast).questions.get(about=about)


def sent(client, path, **fields):
    return client.post(PAGE + path, fields, follow=True)


def errors(answer):
    return answer.context["form"].errors


def test_the_page_shows_the_usual_survey(ada, in_acme):
    text = ada.get(PAGE).content.decode()
    assert "Is your question solved?" in text and "This is version 1." in text
    assert "How likely are you to recommend us" in text  # offered


def test_whoever_may_not_change_settings_is_refused(client, in_acme):
    assert sign_in(client, in_acme.sam).get(PAGE).status_code == 403
    assert client.post(PAGE, {"scale": "thumbs", "low": 2}).status_code == 403
    assert now(in_acme).scale == "faces"


def test_switching_off_and_thumbs(ada, in_acme):
    sent(ada, "", scale="thumbs", low=3)
    assert (now(in_acme).is_on, now(in_acme).scale, now(in_acme).low) == (False, "thumbs", 3)
    assert now(in_acme).number == 2 and len(asked(in_acme)) == 4


def test_saving_what_is_so_makes_no_version(ada, in_acme):
    sent(ada, "", is_on="on", scale="faces", low=2)
    assert now(in_acme).number == 1


@pytest.mark.parametrize("wrong", [{"scale": "stars"}, {"low": 0}, {"low": 5}, {"low": "x"}])
def test_what_cannot_be_chosen(ada, in_acme, wrong):
    answer = sent(ada, "", **({"is_on": "on", "scale": "faces", "low": 2} | wrong))
    assert errors(answer) and now(in_acme).number == 1


def test_one_of_ours_is_added_with_a_click_before_the_last_words(ada, in_acme):
    sent(ada, "questions/usual/", question="nps:other")
    assert asked(in_acme)[-2:] == [("nps", "other"), ("text", "other")]
    assert ada.post(PAGE + "questions/usual/", {"question": "nps:effort"}).status_code == 404


def test_an_own_question_in_two_languages(ada, in_acme):
    sent(ada, "questions/new/", **OF_HOUSE, words_en="Which lamp?", words_de="Welche Lampe?")
    added = now(in_acme).questions.last()
    assert added.words == {"en": "Which lamp?", "de": "Welche Lampe?"}


def test_an_own_choice(ada, in_acme):
    fields = OF_HOUSE | {"kind": "choice", "words_en": "Which?", "words_de": "Welche?"}
    sent(ada, "questions/new/", **fields, choices_en="One\n\n Two ", choices_de="Eins\nZwei")
    added = now(in_acme).questions.get(kind="choice", about="other")
    assert added.choices == [{"en": "One", "de": "Eins"}, {"en": "Two", "de": "Zwei"}]


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"about": "effort"}, "words_en"),
        ({"words_de": "Welche?"}, "words_en"),
        ({"words_en": "x" * 201}, "words_en"),
        ({"words_en": "a\u202eb"}, "words_en"),
        ({"words_en": "A", "from_score": 4, "to_score": 2}, "to_score"),
        ({"words_en": "A", "kind": "stars"}, "kind"),
        ({"words_en": "A", "kind": "choice"}, "choices_en"),
        ({"words_en": "A", "kind": "choice", "choices_en": "One"}, "choices_en"),
        ({"words_en": "A", "kind": "choice", "choices_en": "\n".join("abcdefghi")}, "choices_en"),
        (
            {"words_en": "A", "kind": "choice", "choices_en": "a\nb", "choices_de": "a"},
            "choices_de",
        ),
    ],
)
def test_what_is_no_question(ada, in_acme, fields, field):
    answer = sent(ada, "questions/new/", **(OF_HOUSE | fields))
    assert list(errors(answer)) == [field] and now(in_acme).number == 1


def test_editing_makes_the_next_version_and_leaves_the_old_one(ada, in_acme):
    before = question(in_acme, "effort")
    sent(ada, f"questions/{before.pk}/", kind="ces", about="effort", from_score=1, to_score=3)
    after = question(in_acme, "effort")
    assert (after.version.number, after.to_score) == (2, 3)
    before.refresh_from_db()
    assert (before.version.number, before.to_score) == (1, 5)
    assert [each.position for each in now(in_acme).questions.all()] == [0, 1, 2, 3]


def test_moving_and_taking_out(ada, in_acme):
    sent(ada, f"questions/{question(in_acme, 'other').pk}/move/", to="up")
    assert [about for _, about in asked(in_acme)] == ["operator", "resolution", "other", "effort"]
    sent(ada, f"questions/{question(in_acme, 'operator').pk}/move/", to="up")
    answer = ada.get(f"{PAGE}questions/{question(in_acme, 'effort').pk}/remove/")
    assert "Take out this question?" in answer.content.decode()
    sent(ada, f"questions/{question(in_acme, 'effort').pk}/remove/")
    assert [about for _, about in asked(in_acme)] == ["operator", "resolution", "other"]


def test_a_page_that_was_open_for_long_still_works_on_a_question_that_is_the_same(ada, in_acme):
    seen = question(in_acme, "effort")
    editing.keep_settings(in_acme.acme, low=3)
    sent(ada, f"questions/{seen.pk}/move/", to="up")
    assert [about for _, about in asked(in_acme)][1] == "effort" and now(in_acme).low == 3


def test_a_question_somebody_has_changed_meanwhile_is_not_overwritten(ada, in_acme):
    seen = question(in_acme, "effort")
    editing.replace(in_acme.acme, seen, Draft("ces", "effort", to_score=2))
    answer = sent(
        ada, f"questions/{seen.pk}/", kind="ces", about="effort", from_score=3, to_score=4
    )
    assert "changed or taken out" in answer.content.decode()
    assert question(in_acme, "effort").to_score == 2
    assert answer.context["form"]["from_score"].value() == "3"  # what was chosen is kept


def test_the_same_question_twice_and_an_eleventh_are_refused(ada, in_acme):
    sent(ada, "questions/usual/", question="ces:effort")
    assert now(in_acme).number == 1
    for number in range(6):
        editing.add(in_acme.acme, Draft("csat", "other", {"en": f"Question {number}"}))
    with pytest.raises(editing.CannotChange, match="too_many"):
        editing.add(in_acme.acme, Draft("nps", "other"))
    assert "Write your own" not in ada.get(PAGE).content.decode()


def test_the_preview_follows_score_and_language(ada, in_acme):
    words = {"en": "What went wrong?", "de": "Was lief schief?"}
    editing.add(in_acme.acme, Draft("text", "resolution", words, from_score=1, to_score=2))

    def preview(**query):
        text = ada.get(PAGE, query).content.decode()
        return text.partition('class="survey-card"')[2].partition("</aside>")[0]

    assert "What went wrong?" not in preview()
    assert "What went wrong?" in preview(score=2) and "Shall Acme come back" in preview(score=2)
    assert "What went wrong?" not in preview(score=4)
    assert "Was lief schief?" in preview(score=1, language="de")
    assert 'dir="rtl"' in preview(language="ar")
    assert "How was this chat?" in preview(score="x", language="xx")


def test_names_and_questions_are_text_on_every_page(ada, in_acme):
    nasty = "<img src=x onerror=alert(1)>"
    editing.add(in_acme.acme, Draft("choice", "other", {"en": nasty}, [{"en": nasty}] * 2))
    added = now(in_acme).questions.get(kind="choice", about="other")
    for path in ("?score=3", f"questions/{added.pk}/", f"questions/{added.pk}/remove/"):
        assert "<img src=x" not in ada.get(PAGE + path).content.decode()


def test_another_companys_question_is_not_there(ada, in_acme):
    with tenant_scope(in_acme.globex):
        foreign = versions.newest(in_acme.globex).questions.first().pk
    for path in ("", "move/", "remove/"):
        assert ada.post(f"{PAGE}questions/{foreign}/{path}", OF_HOUSE).status_code == 404


def test_many_people_at_once_make_one_version_each(committed_cast):
    acme = committed_cast.acme
    with tenant_scope(acme):
        versions.newest(acme)

    def add(number):
        try:
            with tenant_scope(acme):
                editing.add(acme, Draft("csat", "other", {"en": f"Question {number}"}))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(4)))
    with tenant_scope(acme):
        numbers = list(SurveyVersion.objects.order_by("number").values_list("number", flat=True))
        assert numbers == [1, 2, 3, 4, 5]
        assert Question.objects.filter(version__number=5).count() == 8
