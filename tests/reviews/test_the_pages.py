"""The pages of reviews: who sees what, and when."""

import json

import pytest
from django.test import Client
from django.utils import timezone

from chat.models import Entry
from feedback.actions import review_answers, review_claims, scorecards
from feedback.models import (
    Calibration,
    ChatScore,
    Criterion,
    Review,
    ReviewRule,
    ReviewTask,
    Scorecard,
    ScorecardVersion,
)
from feedback.reviews.tending import care
from helpdesk.tenancy import tenant_scope
from tests.conftest import sign_in

from .conftest import values

HOME = "/t/acme/reviews/"


@pytest.fixture
def as_():
    """`as_(member)`: a browser of theirs."""
    return lambda member: sign_in(Client(), member)


@pytest.fixture
def sheet(rated):
    return f"{HOME}{rated.task.pk}/"


def text_of(response):
    return response.content.decode()


def posted(review, value="2", **more):
    """What the form sends when every criterion has the same value."""
    worth = {f"value_{pk}": value for pk in values(review)}
    return worth | {"comment": "Well read.", "messages": "[]"} | more


def test_who_sees_which_lists(in_acme, as_, rated):
    sam = text_of(as_(in_acme.sam).get(HOME))
    assert "Review the next chat" in sam and f"Chat {rated.chat.pk} with Omar" in sam
    omar = text_of(as_(in_acme.omar).get(HOME))
    assert "No review of your chats yet" in omar and f"Chat {rated.chat.pk}" not in omar
    for view in ("queue", "mine", "team", "overdue", "done", "appeals", "about", "nonsense"):
        assert as_(in_acme.ada).get(HOME, {"view": view}).status_code == 200
        assert "Chat " not in text_of(as_(in_acme.omar).get(HOME, {"view": view}))
    for page in ("rules", "chats", "scorecards", "calibrations"):
        assert as_(in_acme.omar).get(f"{HOME}{page}/").status_code == 403
        assert as_(in_acme.sam).get(f"{HOME}{page}/").status_code == 200
    assert as_(in_acme.omar).post(f"{HOME}next/").status_code == 403


def test_another_company_gets_none_of_it(cast, as_, sheet, rated):
    eve = as_(cast.eve)
    assert eve.get(sheet).status_code == 404
    with tenant_scope(cast.acme):
        card = scorecards.current_version(cast.acme).scorecard_id
    for path in (
        f"{rated.task.pk}/",
        f"scorecards/{card}/",
        f"chats/{rated.row.pk}/calibrate/",
        "calibrations/1/",
    ):
        assert eve.get(f"/t/globex/reviews/{path}").status_code == 404, path
    assert eve.post(f"/t/globex/reviews/{rated.task.pk}/", {"do": "claim"}).status_code == 404
    assert eve.post(f"/t/globex/reviews/chats/{rated.row.pk}/pick/").status_code == 404
    with tenant_scope(cast.acme):
        assert ReviewTask.objects.get().claimed_by is None


def test_the_rating_and_what_tells_it_come_after_scoring(in_acme, as_, sheet, rated):
    sam = as_(in_acme.sam)
    assert sam.post(f"{HOME}next/")["Location"] == sheet
    for before in (
        sam.get(sheet),
        sam.get(HOME, {"view": "mine"}),
        sam.get(HOME, {"view": "team"}),
    ):
        assert "of 5" not in text_of(before) and "Low rating" not in text_of(before)
        assert "Chosen by a rule" in text_of(before)
    narrowed = sam.get(HOME, {"view": "team", "reason": "low_rating"})
    assert f"Chat {rated.chat.pk}" in text_of(narrowed)  # the filter tells nothing either
    sam.post(sheet, posted(Review.objects.get(), do="finish"))
    after = text_of(sam.get(sheet))
    assert "The customer gave 1 of 5." in after and "Low rating" in after


def test_an_operator_reads_a_review_of_theirs_when_it_is_done_and_no_other(
    in_acme, as_, sheet, rated, reviewed
):
    omar, tess = as_(in_acme.omar), as_(in_acme.tess)
    review_claims.claim(member=in_acme.sam, task_id=rated.task.pk)
    assert omar.get(sheet).status_code == 404
    reviewed()
    page = omar.get(sheet)
    assert "100 of 100" in text_of(page) and "Acknowledge" in text_of(page)
    assert tess.get(sheet).status_code == 404
    for do in ("claim", "decide", "finish", "save", "release"):
        omar.post(sheet, {"do": do, "text": "x"})
    assert Review.objects.get().comment == "Read it again, please."


def test_what_a_customer_told_of_themselves_is_veiled(in_acme, as_, new_chat):
    chat = new_chat()
    type(chat.visitor).objects.filter(pk=chat.visitor.pk).update(name="Mia")
    chat.asks_something("I am Mia, mia@home.example, +49 30 1234567, order 2024001122")
    chat.is_answered("Hello Mia")
    chat.closes()
    care(in_acme.acme)
    sam = as_(in_acme.sam)
    there = sam.post(f"{HOME}chats/{ChatScore.objects.get().pk}/pick/")["Location"]
    page = text_of(sam.get(there))
    for told in ("Mia", "home.example", "1234567", "2024001122"):
        assert told not in page
    assert "Hello •••" in page and "••••••••22" in page


def test_a_draft_saves_itself_and_what_is_missing_is_said(in_acme, as_, sheet, rated):
    sam = as_(in_acme.sam)
    sam.post(sheet, {"do": "claim"})
    review = Review.objects.get()
    first, *_ = values(review)
    marks = [{"seq": 2, "criterion": first, "kind": "praise", "comment": "Warm"}, {"seq": "x"}, 7]
    told = {f"value_{first}": "1", "comment": "So far", "messages": json.dumps(marks)}
    saved = sam.post(sheet, told | {"do": "save"}, headers={"Accept": "application/json"})
    assert list(saved.json()) == ["saved"]
    unfinished = sam.post(sheet, told | {"do": "finish"})
    assert unfinished.status_code == 422
    page = text_of(unfinished)
    assert "10 criteria are not scored yet." in page and page.count("Choose one.") == 10
    assert "So far" in page and '"comment": "Warm"' in page
    assert "Greets and says who they are" in page
    for junk in ("[", "null", '{"a":1}', "[[]]", '[{"seq":1,"kind":"x"}]'):
        kept = {"do": "save", "messages": junk}
        assert sam.post(sheet, kept, headers={"Accept": "application/json"}).status_code == 200
    ReviewTask.objects.update(claimed_by=in_acme.ada)
    lost = sam.post(sheet, told | {"do": "save"}, headers={"Accept": "application/json"})
    assert lost.status_code == 409 and "Somebody else" in lost.json()["error"]


def test_an_appeal_goes_its_way_through_the_pages(in_acme, as_, sheet, reviewed):
    review = reviewed(p4=0)
    omar, sam, ada = (as_(who) for who in (in_acme.omar, in_acme.sam, in_acme.ada))
    assert omar.post(sheet, {"do": "appeal", "text": " "}).status_code == 422
    omar.post(sheet, {"do": "reply", "text": "<b>Thanks</b>"})
    omar.post(sheet, {"do": "appeal", "text": "It was true."})
    assert "&lt;b&gt;Thanks" in text_of(sam.get(sheet)) and "Decide" not in text_of(sam.get(sheet))
    assert f'href="{sheet}"' in text_of(ada.get(HOME, {"view": "appeals"}))
    assert 'value="decide"' in text_of(ada.get(sheet))
    assert ada.post(sheet, posted(review, do="decide", text="")).status_code == 422
    ada.post(sheet, posted(review, do="decide", text="The article says so."))
    page = text_of(omar.get(sheet))
    assert "The review was changed" in page and "86 before the appeal." in page
    assert "The article says so." in page and 'value="acknowledge"' not in page
    assert "Appeal decided" in text_of(omar.get(HOME))


def test_a_scorecard_is_shaped_in_versions_and_never_empty(in_acme, as_, rated, reviewed):
    old = reviewed()
    ada, card = as_(in_acme.ada), Scorecard.objects.get()
    page = f"{HOME}scorecards/{card.pk}/"
    known = Criterion.objects.filter(version=old.version).first()
    row = {"help": ["", ""], "weight": ["3", "99"], "hint": ["name", "junk"]}
    row |= {"root": [str(known.pk), "12345"], "critical": ["1"]}
    told = {"name": "Ours", "passes_at": "60", "number": "1", "text": ["Says hello", "Is true"]}
    empty = ada.post(page, told | row | {"text": ["", " "]})
    assert empty.status_code == 422 and "needs at least one criterion" in text_of(empty)
    twice = ada.post(page, told | row | {"text": ["Same", "same"]})
    assert "Two criteria say the same" in text_of(twice)
    assert ScorecardVersion.objects.count() == 1
    assert ada.post(page, told | row).status_code == 302
    made = list(Criterion.objects.filter(version__number=2))
    assert [(c.text, c.weight, c.hint, c.is_critical) for c in made] == [
        ("Says hello", 3, "name", False),
        ("Is true", 10, "", True),
    ]
    assert [c.lineage for c in made] == [known.pk, made[1].pk]
    old.refresh_from_db()
    assert old.version.number == 1
    stale = ada.post(page, told | row)
    assert stale.status_code == 422 and "Somebody else has changed" in text_of(stale)


def test_another_scorecard_is_used_once_somebody_says_so(in_acme, as_):
    ada = as_(in_acme.ada)
    there = ada.post(f"{HOME}scorecards/", {"name": "Returns"})["Location"]
    assert scorecards.current_version(in_acme.acme).scorecard.name == "Good manners"
    ada.post(there, {"do": "use"})
    assert scorecards.current_version(in_acme.acme).scorecard.name == "Returns"
    assert Scorecard.objects.filter(is_current=True).count() == 1


def test_the_usual_scorecard_speaks_the_companys_language(in_acme):
    in_acme.acme.language = "de"
    in_acme.acme.save()
    version = scorecards.current_version(in_acme.acme)
    assert version.criteria.count() == 11 and version.criteria.filter(is_critical=True).exists()


def test_rules_are_kept_within_their_bounds(in_acme, as_):
    sam, page = as_(in_acme.sam), f"{HOME}rules/"
    assert "Seed of the draw" in text_of(sam.get(page))
    told = {f"{row.reason}-due_days": "4" for row in ReviewRule.objects.all()}
    told |= {f"{row.reason}-threshold": str(row.threshold) for row in ReviewRule.objects.all()}
    told |= {"sample-seed": "spring", "sample-is_on": "on"}
    wrong = sam.post(page, told | {"low_rating-threshold": "5"})
    assert wrong.status_code == 422 and "from 1 to 4" in text_of(wrong)
    assert sam.post(page, told).status_code == 302
    on = ReviewRule.objects.filter(is_on=True)
    assert [(row.reason, row.seed, row.due_days) for row in on] == [("sample", "spring", 4)]


def test_reviewers_of_a_calibration_see_nothing_of_each_other_before_all_are_done(
    in_acme, as_, rated
):
    sam, ada = as_(in_acme.sam), as_(in_acme.ada)
    begin = f"{HOME}chats/{rated.row.pk}/calibrate/"
    alone = sam.post(begin, {"reviewers": [in_acme.sam.pk], "days": "7"})
    assert alone.status_code == 200 and "2 to 10 reviewers" in text_of(alone)
    omar = sam.post(begin, {"reviewers": [in_acme.sam.pk, in_acme.omar.pk], "days": "7"})
    assert omar.status_code == 200 and not Calibration.objects.exists()
    both = {"reviewers": [in_acme.sam.pk, in_acme.ada.pk], "days": "7"}
    there = sam.post(begin, both)["Location"]
    parts = {t.claimed_by_id: f"{HOME}{t.pk}/" for t in Calibration.objects.get().tasks.all()}
    mine, hers = parts[in_acme.sam.pk], parts[in_acme.ada.pk]
    assert sam.get(hers).status_code == 404 and as_(in_acme.omar).get(mine).status_code == 404
    draft = {"version": Calibration.objects.get().version}
    whole = posted(type("R", (), draft))
    assert sam.post(mine, whole | {"do": "finish"})["Location"] == there
    assert sam.get(hers).status_code == 404 and ada.get(mine).status_code == 404
    assert "Well read." not in text_of(ada.get(there)) and "Agreement" not in text_of(
        ada.get(there)
    )
    last = list(values(type("R", (), draft)))[-1]
    ada.post(hers, whole | {"do": "finish", f"value_{last}": "0"})
    page = text_of(ada.get(there))
    assert "All gave the same to 10 of 11 criteria." in page and "0.00" in page
    assert ada.get(mine).status_code == sam.get(hers).status_code == 200
    assert as_(in_acme.omar).get(mine).status_code == 404
    assert not any(task.calibration_id for task in review_claims.free_for(in_acme.ada))


def test_who_leaves_a_calibration_keeps_nobody_waiting(in_acme, as_, rated):
    sam = as_(in_acme.sam)
    both = {"reviewers": [in_acme.sam.pk, in_acme.ada.pk], "days": "7"}
    sam.post(f"{HOME}chats/{rated.row.pk}/calibrate/", both)
    made = Calibration.objects.get()
    own = made.tasks.get(claimed_by=in_acme.sam)
    whole = posted(type("R", (), {"version": made.version}), do="finish")
    sam.post(f"{HOME}{own.pk}/", whole)
    type(in_acme.ada).objects.filter(pk=in_acme.ada.pk).update(ended_at=timezone.now())
    care(in_acme.acme)
    made.refresh_from_db()
    assert made.revealed_at and made.tasks.count() == 1
    assert "Too few to tell" in text_of(sam.get(f"{HOME}calibrations/{made.pk}/"))


def test_a_picked_chat_waits_once_and_finished_chats_can_be_sorted(in_acme, as_, rated):
    sam = as_(in_acme.sam)
    for _ in range(2):
        sam.post(f"{HOME}chats/{rated.row.pk}/pick/")
    assert ReviewTask.objects.get().reasons == ["low_rating", "picked"]
    for query in ({}, {"order": "newest"}, {"missed": "ending"}, {"missed": "x", "order": "y"}):
        assert sam.get(f"{HOME}chats/", query).status_code == 200
    assert "nobody is ranked by it" in text_of(sam.get(f"{HOME}chats/"))


def test_what_somebody_wrote_is_text_everywhere(in_acme, as_, new_chat):
    script = "<script>alert(1)</script>"
    chat = new_chat()
    chat.asks_something(script)
    chat.is_answered(script)
    chat.closes()
    care(in_acme.acme)
    sam = as_(in_acme.sam)
    there = sam.post(f"{HOME}chats/{ChatScore.objects.get().pk}/pick/")["Location"]
    sam.post(there, {"do": "claim"})
    marks = json.dumps([{"seq": 1, "criterion": None, "kind": "improve", "comment": script}])
    review = Review.objects.get()
    told = posted(review, comment=script, messages=marks)
    sam.post(there, told | {"do": "save"})
    assert script not in text_of(sam.get(there))
    sam.post(there, told | {"do": "finish"})
    assert script not in text_of(sam.get(there))
    review_answers.appeal(member=in_acme.omar, review_id=review.pk, text=script)
    assert script not in text_of(as_(in_acme.ada).get(there))


# --- Forgetting -----------------------------------------------------------------------------------


def test_an_erased_customer_leaves_scores_and_no_words(in_acme, rated, reviewed, as_):
    from feedback.privacy.erasing import erase_visitor

    review = reviewed()
    words = "unmistakable words of Mia"
    Review.objects.update(comment=words, reply=words)
    review.marks.update(comment=words)
    review.messages.create(tenant=in_acme.acme, seq=1, comment=words)
    review_answers.appeal(member=in_acme.omar, review_id=review.pk, text=words)
    waiting = ReviewTask.objects.create(
        tenant=in_acme.acme,
        conversation_id=rated.chat.pk,
        closing=99,
        operator=in_acme.omar,
        participants=[in_acme.omar.pk],
        reasons=["sample"],
        due_at=timezone.now(),
    )
    erase_visitor(visitor_id=rated.chat.visitor.pk, by=None)
    review.refresh_from_db()
    assert (review.score, review.comment, review.reply) == (100, "", "")
    assert not review.messages.exists() and not review.marks.exclude(comment="").exists()
    assert review.appeals.get().text == ""
    assert not ReviewTask.objects.filter(pk=waiting.pk).exists() and not ChatScore.objects.exists()
    assert ReviewTask.objects.get().conversation is None
    page = text_of(as_(in_acme.omar).get(f"{HOME}{rated.task.pk}/"))
    assert "The chat was erased" in page and "100 of 100" in page


def test_what_is_only_old_loses_the_words_of_its_reviews(in_acme, rated, reviewed):
    from chat.actions.forgetting import empty_chats
    from feedback.reviews.forgetting import forget_emptied

    review = reviewed()
    Review.objects.update(comment="words")
    empty_chats(closed_before=timezone.now(), most=10)
    forget_emptied()
    review.refresh_from_db()
    assert (review.score, review.comment) == (100, "")
    assert Entry.objects.filter(conversation=rated.chat.pk).exists()
    ChatScore.objects.update(due_at=timezone.now())
    care(in_acme.acme)
    assert ReviewTask.objects.count() == 1
