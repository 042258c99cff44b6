"""People, canned replies and articles from files: looked at first, then all of it or nothing."""

from typing import Any
from uuid import uuid4

import pytest
from django.core import mail

from chat.models import Article, ArticleTerm, CannedReply
from feedback.data.imports import bringing
from feedback.data.imports.going_on import go_on
from feedback.data.imports.problem import Problem
from feedback.models import ImportRun
from tenants.models import Department, Invitation
from tenants.plans.changing import choose_plan

State = ImportRun.State


def checked(by: Any, kind: str, text: str | bytes) -> ImportRun:
    content = text if isinstance(text, bytes) else text.encode()
    run = bringing.bring(by=by, kind=kind, name="file.csv", pieces=[content])
    go_on(run.pk)
    run.refresh_from_db()
    return run


def take_over(run: ImportRun) -> ImportRun:
    bringing.take_over(run)
    go_on(run.pk)
    run.refresh_from_db()
    return run


def problems(run: ImportRun) -> list[tuple[int, str]]:
    rows = run.rows.filter(verdict="bad").order_by("line")
    return [(row.line, " ".join(words for _, words in row.problems)) for row in rows]


CANNED = """Short code;Content;Team
/Hello;Hello {visitor_name}, how can I help?;
returns;Here is [[your label]].;Billing
hours;We open at nine;
"""


def test_canned_replies_come_and_come_again(in_acme: Any) -> None:
    Department.objects.create(tenant=in_acme.acme, name="Billing")
    CannedReply.objects.create(tenant=in_acme.acme, shortcut="hours", body="We open at eight")
    run = checked(in_acme.sam, "canned", CANNED.encode("cp1252"))
    assert (run.state, run.bad, run.counts) == (State.CHECKED, 0, {"new": 2, "changed": 1})
    assert CannedReply.objects.count() == 1  # a dry run
    run = take_over(run)
    assert (run.state, run.rows.count(), run.token) == (State.DONE, 0, "")
    stored = CannedReply.objects.values_list("shortcut", "body", "department__name")
    assert set(stored) == {
        ("hello", "Hello {visitor_name}, how can I help?", None),
        ("returns", "Here is [[your label]].", "Billing"),
        ("hours", "We open at nine", None),
    }
    again = checked(in_acme.sam, "canned", CANNED)
    assert again.counts == {"same": 3}


WRONG = """shortcut,text,department
a b,Fine,
fine,,
fine,Fine,Nowhere
fine,{password},
twice,One,
twice,Two,
"""


def test_mistakes_are_told_by_line_and_nothing_is_stored(in_acme: Any) -> None:
    run = checked(in_acme.sam, "canned", WRONG)
    assert run.bad == 5
    told = dict(problems(run))
    assert list(told) == [2, 3, 4, 5, 7]
    assert "small letters" in told[2]
    assert "no department" in told[4]
    assert "{password}" in told[5]
    assert told[7] == "This is the same as line 6."
    with pytest.raises(Problem):
        bringing.take_over(run)
    assert not CannedReply.objects.exists()


def test_more_than_there_can_be_are_told_by_line(in_acme: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("feedback.data.imports.canned.MOST", 2)
    CannedReply.objects.create(tenant=in_acme.acme, shortcut="one", body="One")
    run = checked(in_acme.sam, "canned", "shortcut,text\ntwo,Two\nthree,Three\n")
    assert [line for line, _ in problems(run)] == [3]


def test_what_no_longer_fits_takes_everything_back(in_acme: Any) -> None:
    billing = Department.objects.create(tenant=in_acme.acme, name="Billing")
    run = checked(in_acme.sam, "canned", "shortcut,text,department\na,A,\nb,B,Billing\n")
    billing.delete()
    run = take_over(run)
    assert (run.state, run.problem) == (State.CHECKED, "changed")
    assert not CannedReply.objects.exists()


def test_people_are_invited_with_roles_the_importer_may_give(in_acme: Any) -> None:
    text = (
        "E-Mail,Role\nnew@acme.example,\nboss@acme.example,Owner\nomar@acme.example,admin\n"
        "not-an-address,operator\nmore@acme.example,king\n"
    )
    in_acme.sam.role = "admin"
    in_acme.sam.save(update_fields=["role"])
    run = checked(in_acme.sam, "people", text)
    told = dict(problems(run))
    assert list(told) == [3, 5, 6]
    assert "cannot give" in told[3]
    assert run.counts == {"new": 1, "same": 1}  # Omar keeps his role
    new = [f"{uuid4().hex}@acme.example" for _ in range(2)]  # an address is invited 5 times a day
    run = take_over(checked(in_acme.sam, "people", "\n".join(["email", *new])))
    assert run.state == State.DONE
    invited = Invitation.objects.values_list("email", "role")
    assert set(invited) == {(email, "operator") for email in new}
    assert {message.to[0] for message in mail.outbox} == set(new)
    assert run.rows.count() == 0


def test_nobody_is_invited_beyond_the_seats_of_the_plan(in_acme: Any) -> None:
    choose_plan(tenant=in_acme.acme, plan="team")  # ten seats, four of them taken
    text = "\n".join(["email", *(f"n{n}@acme.example" for n in range(7))])
    run = checked(in_acme.ada, "people", text)
    assert [line for line, _ in problems(run)] == [8]
    run = checked(in_acme.ada, "people", text.rpartition("\n")[0])
    choose_plan(tenant=in_acme.acme, plan="free")
    assert take_over(run).problem == "changed"
    assert not Invitation.objects.exists()


def test_an_operator_cannot_bring_people_even_by_a_task(in_acme: Any) -> None:
    run = checked(in_acme.omar, "people", "email\nnew@acme.example\n")
    assert (run.state, run.problem) == (State.REFUSED, "not_allowed")


def test_articles_are_found_once_they_are_taken_over(in_acme: Any) -> None:
    text = (
        "Title,Text,Language,Checked on,Next check,Public\n"
        '"How long is delivery?","Two days.\n\nThree to islands.",en,2026-01-02,,no\n'
        "Wie lange?,Zwei Tage.,de-DE,,,yes\n"
    )
    run = take_over(checked(in_acme.sam, "articles", "\ufeff" + text))
    assert run.state == State.DONE, problems(run)
    article = Article.objects.get(title="How long is delivery?")
    assert (article.body, article.is_public) == ("Two days.\n\nThree to islands.", False)
    assert (str(article.reviewed_on), article.review_due) == ("2026-01-02", None)
    german = Article.objects.get(language="de")
    assert german.is_public
    assert german.review_due is not None
    assert ArticleTerm.objects.filter(article=german).exists()
    assert checked(in_acme.sam, "articles", text).counts == {"same": 2}


def test_a_heading_we_do_not_know_waits_for_a_person(in_acme: Any) -> None:
    run = bringing.bring(
        by=in_acme.sam, kind="canned", name="a.csv", pieces=[b"alpha\tbeta\nhi\tHello\n"]
    )
    assert (run.state, run.columns) == (State.UPLOADED, ["alpha", "beta"])
    bringing.name_columns(run, {"shortcut": 0, "body": 1})
    go_on(run.pk)
    run.refresh_from_db()
    assert run.counts == {"new": 1}


def test_a_file_that_breaks_off_keeps_nothing(in_acme: Any) -> None:
    text = "shortcut,text\n" + "\n".join(f"s{n},Text {n}" for n in range(3000)) + '\nx,"never'
    run = checked(in_acme.sam, "canned", text)
    assert (run.state, run.problem, run.problem_line) == (State.REFUSED, "quotes", 3002)
    assert run.rows.count() == 0
