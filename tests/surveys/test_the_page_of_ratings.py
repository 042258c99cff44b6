"""What the company reads of its ratings: true, with how sure it is, and nobody ranked."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from feedback.models import Ask, Rating
from feedback.surveys import versions
from feedback.surveys.results import questions_of, result_of
from feedback.surveys.selection import Selection
from feedback.surveys.versions import Draft
from helpdesk.files import safe
from tenants.models import Department
from tests.conftest import sign_in

PAGE = "/t/acme/ratings/"


@pytest.fixture
def rated(new_chat):
    """`rated(5, 4, …, operator=…)`: as many chats that are over, with these scores; None: no
    answer."""

    def make(*scores, operator=None, **said):
        asks = []
        for score in scores:
            chat = new_chat(operator=operator)
            asks.append(chat.closes())
            if score is not None:
                chat.rates(asks[-1], score, **said)
        return asks

    return make


def page(client, member, **query):
    return sign_in(client, member).get(PAGE, query)


def text_of(client, member, **query):
    answer = page(client, member, **query)
    assert answer.status_code == 200
    return answer.content.decode()


def everything(tenant, **wanted):
    today = timezone.now().date()
    days = {"first": today - timedelta(days=30), "last": today + timedelta(days=1)}
    return Selection(tenant, **(days | wanted))


# --- what is told -----------------------------------------------------------------------------


def test_an_empty_page_says_what_will_be_here(client, cast):
    text = text_of(client, cast.sam)
    assert "No chat has been asked about yet" in text


def test_figures_are_those_of_the_answers(in_acme, rated):
    rated(5, 5, 4, 3, 1, None, None, None)
    whole = result_of(everything(in_acme.acme)).whole
    assert (whole.asked, whole.answers) == (8, 5)
    assert whole.satisfied.value == pytest.approx(3 / 5)
    assert whole.average.value == pytest.approx(18 / 5)
    assert whole.response.value == pytest.approx(5 / 8)


def test_a_question_the_customer_ended_by_writing_again_was_none(in_acme, chat):
    chat.closes()
    chat.asks_something("One more thing")
    chat.rates(chat.closes(), 5)
    whole = result_of(everything(in_acme.acme)).whole
    assert (whole.asked, whole.answers) == (1, 1)


def test_nothing_is_said_of_an_operator_on_nine_answers(client, in_acme, rated):
    rated(*[5] * 9, operator=in_acme.omar)
    rated(*[4] * 10, operator=in_acme.sam)
    text = text_of(client, in_acme.ada)
    table = text.partition('id="operators"')[2].partition("</table>")[0]
    omar, sam = table.split("<bdi>Omar</bdi>")[1].split("<bdi>Sam</bdi>")
    assert "too few answers yet" in omar and "%" not in omar and "9 of 9" in omar
    assert "100%" in sam and "10 of 10" in sam


def test_choosing_one_operator_is_no_way_around_it(client, in_acme, rated):
    rated(*[1] * 3, operator=in_acme.omar)
    rated(*[5] * 12, operator=in_acme.sam)
    text = text_of(client, in_acme.ada, operator=in_acme.omar.pk)
    assert "Too few answers yet" in text and "3 of 3 who were asked" in text
    assert 'class="figure"' not in text


def test_operators_stand_by_name(in_acme, rated):
    rated(*[1] * 10, operator=in_acme.omar)
    rated(*[5] * 10, operator=in_acme.sam)
    rated(*[3] * 10, operator=in_acme.ada)
    names = [name for name, _ in result_of(everything(in_acme.acme)).operators]
    assert names == ["Ada", "Omar", "Sam"]


def test_departments_have_their_own(in_acme, rated):
    billing = Department.objects.create(tenant=in_acme.acme, name="Billing")
    asks = rated(5, 4)
    Ask.objects.filter(pk=asks[0].pk).update(department=billing)
    [(name, tally)] = result_of(everything(in_acme.acme)).departments
    assert (name, tally.answers) == ("Billing", 1)


def test_days_are_those_of_the_company(in_acme, rated):
    """At 23:30 in London it is the next day in Berlin, and a Sunday becomes a Monday."""
    in_acme.acme.zone = "Europe/Berlin"
    [ask] = rated(5)
    sunday = datetime(2026, 11, 15, 23, 30, tzinfo=UTC)
    Ask.objects.filter(pk=ask.pk).update(asked_at=sunday)
    monday = datetime(2026, 11, 16).date()
    of = result_of(everything(in_acme.acme, first=monday, last=monday))
    assert [(week, tally.answers) for week, tally in of.weeks] == [(monday, 1)]
    before = everything(in_acme.acme, first=sunday.date(), last=sunday.date())
    assert result_of(before).whole.asked == 0


def test_a_question_keeps_its_figures_over_versions_until_it_changes(in_acme, new_chat):
    words = Draft("ces", "effort", {"en": "Easy?"})
    other = Draft("nps", "other")
    for questions in ([words], [other, words], [Draft("ces", "effort", {"en": "Simple?"})]):
        versions.change(versions.newest(in_acme.acme), questions=questions)
        chat = new_chat()
        ask = chat.closes()
        chat.rates(ask, 4)
        for question in ask.version.questions.all():
            chat.answers(ask, question, number=7)
    found = questions_of(everything(in_acme.acme), "en", "en")
    assert [(one.words, one.answers) for one in found] == [
        ("Simple?", 1),
        ("How likely are you to recommend us to somebody you know?", 1),
        ("Easy?", 2),
    ]


def test_choices_have_shares(in_acme, survey):
    survey.chat.rates(survey.ask, 4)
    survey.chat.answers(survey.ask, survey.resolution, number=1)
    [found] = questions_of(everything(in_acme.acme), "en", "en")
    assert [(said.label, said.times) for said in found.said] == [
        ("Yes", 0),
        ("Partly", 1),
        ("No", 0),
    ]


# --- who sees what ----------------------------------------------------------------------------


def test_an_operator_sees_their_own_alone(client, in_acme, rated, new_chat):
    other = new_chat(operator=in_acme.sam)
    ask = other.closes()
    other.rates(ask, 5)
    question = ask.version.questions.get(kind="text")
    other.answers(ask, question, text="Sam was wonderful")
    rated(1, operator=in_acme.omar)
    text = text_of(client, in_acme.omar, operator=in_acme.sam.pk)
    assert "Sam was wonderful" not in text and 'id="operators"' not in text
    assert "1 of 1 who were asked" in text
    assert "Sam was wonderful" in text_of(client, in_acme.sam)


def test_an_anonymous_answer_names_neither_chat_nor_moment(client, in_acme, survey):
    survey.chat.rates(survey.ask, 2)
    survey.chat.answers(survey.ask, survey.other, text="It took too long")
    text = text_of(client, in_acme.sam)
    assert "It took too long" in text and "week from" in text
    assert f"/t/acme/inbox/{survey.chat.pk}/" not in text
    assert f"{Rating.objects.get().at:%H:%M}" not in text.partition('id="texts"')[2]


def test_an_opened_one_leads_to_its_chat(client, in_acme, survey):
    survey.chat.rates(survey.ask, 2, is_open=True)
    survey.chat.answers(survey.ask, survey.other, text="It took too long")
    text = text_of(client, in_acme.sam)
    assert f"/t/acme/inbox/{survey.chat.pk}/" in text.partition('id="texts"')[2]


def test_who_wants_to_hear_is_listed_until_the_chat_is_opened_again(client, in_acme, survey):
    survey.chat.rates(survey.ask, 1, wants_contact=True)
    assert "They want to hear from you" in text_of(client, in_acme.sam)
    assert "They want to hear from you" not in text_of(client, in_acme.omar)
    survey.chat.asks_something("Hello again")
    survey.chat.closes()
    assert "They want to hear from you" not in text_of(client, in_acme.sam)


def test_what_customers_write_is_text(client, in_acme, survey):
    survey.chat.rates(survey.ask, 1)
    survey.chat.answers(survey.ask, survey.other, text="<script>alert(1)</script>")
    text = text_of(client, in_acme.sam)
    assert "<script>alert" not in text and "&lt;script&gt;alert" in text


@pytest.mark.parametrize(
    "query",
    [
        {"first": "2026-13-40"},
        {"first": "2026-11-20", "last": "2026-11-01"},
        {"first": "1900-01-01"},
        {"operator": "999999"},
        {"operator": "'"},
        {"page": "zero"},
    ],
)
def test_what_makes_no_sense_is_said_and_the_page_still_there(client, in_acme, rated, query):
    rated(5)
    assert page(client, in_acme.sam, **query).status_code == 200


# --- the table --------------------------------------------------------------------------------


def table(client, member):
    answer = sign_in(client, member).get(f"{PAGE}export/")
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert answer.content.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


def test_the_table_has_a_line_for_each_rating(client, in_acme, survey, rated):
    survey.chat.rates(survey.ask, 2, is_open=True)
    survey.chat.answers(survey.ask, survey.resolution, number=2)
    rated(5, None, operator=in_acme.sam)
    heading, *lines = table(client, in_acme.ada)
    assert heading[:4] == ["Week from", "Score", "Scale", "Operator"]
    assert heading[-1] == "Is your question solved?"
    by_operator = {line[3]: line for line in lines}
    assert by_operator["Omar"][8] == str(survey.chat.pk) and by_operator["Omar"][-1] == "No"
    assert by_operator["Sam"][7:9] == ["", ""]
    assert len(table(client, in_acme.omar)) == 2


@pytest.mark.parametrize("risky", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "\n=1"])
def test_no_cell_is_a_formula(risky):
    assert safe(risky) == f"'{risky}"


def test_ordinary_cells_stay_as_they_are():
    assert [safe(cell) for cell in ("Very good!", 5, None, "a=b")] == ["Very good!", "5", "", "a=b"]


def test_formulas_in_answers_names_and_questions_are_text_in_the_table(client, in_acme, new_chat):
    question = Draft("text", "other", {"en": "=HYPERLINK(1)"})
    versions.change(versions.newest(in_acme.acme), questions=[question])
    in_acme.omar.display_name = "@Omar"
    in_acme.omar.save()
    chat = new_chat()
    ask = chat.closes()
    chat.rates(ask, 3)
    chat.answers(ask, ask.version.questions.get(), text="=cmd|' /C calc'!A0")
    cells = [cell for line in table(client, in_acme.ada) for cell in line]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
    assert "'@Omar" in cells and "'=HYPERLINK(1)" in cells
