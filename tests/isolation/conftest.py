"""A look at Acme's own things, and clients for those who would like one."""

from datetime import timedelta

import httpx
import pytest
from django.utils import timezone

from chat import actions
from chat.api.tokens import make_token
from chat.models import (
    Article,
    Attachment,
    Block,
    CannedReply,
    Conversation,
    HouseRule,
    Priority,
    RoutingRule,
    Tag,
)
from chat.webhooks import changing
from feedback.actions.consents import give, text_for
from feedback.actions.outbox import queue_mail
from feedback.models import (
    ArticleIdea,
    Calibration,
    ChatScore,
    CoachingTask,
    ConsentEvent,
    Exemplar,
    ExportRun,
    FollowUp,
    Goal,
    ImportRun,
    MailKind,
    MaskPattern,
    PracticeRun,
    PracticeScenario,
    Praise,
    Purpose,
    Review,
    ReviewTask,
)
from feedback.practice.shipped import shipped
from feedback.surveys import editing
from feedback.surveys.versions import Draft
from helpdesk.tenancy import tenant_scope
from tenants.models import ContactWay, Department, Holiday, Invitation, Membership, Tenant
from tests.coaching import reviewed

from .asking import CSRF


@pytest.fixture
def samples(cast, new_id):
    """An argument of each name that exists in Acme."""
    return samples_of(cast, new_id)


@pytest.fixture
def committed_samples(committed_cast, new_id):
    """The same, for those who ask a server."""
    return samples_of(committed_cast, new_id)


def samples_of(cast, new_id):
    Tenant.objects.filter(slug="acme").update(name="Acme Kazoos", greeting="Kazoo?")
    with tenant_scope(cast.acme):
        Membership.objects.update(display_name="Kazoo player")
        asked = actions.post_visitor_message(
            visitor=cast.visitor, client_id=new_id(), body="A golden kazoo"
        )
        invitation = Invitation.objects.create(
            tenant=cast.acme,
            email="new@acme.example",
            role="operator",
            token_hash=Invitation.hash("t" * 32),
            invited_by=cast.ada,
            expires_at=timezone.now() + timedelta(days=1),
        )
        reply = CannedReply.objects.create(tenant=cast.acme, shortcut="kazoo", body="Kazoo!")
        number = asked.entry.conversation_id
    return {
        "slug": "acme",
        "member_id": cast.omar.pk,
        "invitation_id": invitation.pk,
        "reply_id": reply.pk,
        "conversation": number,
        **desk_of(cast, number),
        **settings_of(cast.acme),
        "kind": "answer",
        "plan_name": "team",
        "mail_id": mail_of(cast),
        "receipt": receipt_of(cast),
        "follow_up_id": promise_of(cast, number),
        "question_id": question_of(cast.acme),
        **coaching_of(cast, number),
        **reviews_of(cast, number),
        **practice_of(cast),
        "token_id": token_of(cast),
        **connections_of(cast),
        **data_of(cast),
        "part": "overview",
        "name": "chats",
    }


def data_of(cast):
    of = {"tenant": cast.acme, "by": cast.ada}
    with tenant_scope(cast.acme):
        brought = ImportRun.objects.create(**of, kind="canned", file_name="Kazoo.csv")
        taken = ExportRun.objects.create(
            **of,
            format="csv",
            filters={"first": "2100-01-01", "last": "2100-01-02"},
            token="k" * 32,
        )
    return {"import_id": brought.pk, "export_id": taken.pk, "table_name": "canned"}


def connections_of(cast):
    found = {}
    with tenant_scope(cast.acme):
        for name, kind in (("webhook", "webhook"), ("notification", "slack")):
            row, _ = changing.add(
                tenant=cast.acme,
                member=cast.ada,
                kind=kind,
                name="Kazoo",
                url="https://crm.acme.example/kazoo",
                events=["conversation.created"],
            )
            sent = changing.send_test(row, "Kazoo")
            found |= {f"{name}_id": row.pk, f"{name}_key": sent.key}
    return found


def token_of(cast):
    with tenant_scope(cast.acme):
        made, _ = make_token(
            member=cast.ada, name="Kazoo", scopes=["visitors:read"], speaks_as="program"
        )
    return made.pk


def practice_of(cast):
    content = shipped()["angry"].as_data() | {"goal": "A golden kazoo"}
    of = {"tenant": cast.acme, "content": content}
    with tenant_scope(cast.acme):
        run = PracticeRun.objects.create(
            member=cast.omar, scenario="angry", seed=1, ended_at=timezone.now(), **of
        )
        row = PracticeScenario.objects.create(title="Kazoo", by=cast.sam, **of)
    return {"run_id": run.pk, "scenario_id": row.pk, "key": row.key}


def desk_of(cast, number):
    with tenant_scope(cast.acme):
        article = Article.objects.create(
            tenant=cast.acme, title="Kazoo", body="A kazoo.", reviewed_on=timezone.now().date()
        )
        rule = RoutingRule.objects.create(
            tenant=cast.acme, when={"words": "kazoo"}, priority=Priority.URGENT
        )
        block = Block.objects.create(
            tenant=cast.acme, visitor=cast.visitor, by=cast.omar, reason="Threw a kazoo"
        )
        tag = Tag.objects.create(tenant=cast.acme, name="kazoo")
        file = Attachment.objects.create(
            tenant=cast.acme,
            conversation_id=number,
            token="f" * 32,
            name="kazoo.pdf",
            type="application/pdf",
            size=1,
        )
        pattern = MaskPattern.objects.create(tenant=cast.acme, name="Kazoo", pattern="KD")
        house_rule = HouseRule.objects.create(tenant=cast.acme, text="We say kazoo.")
    return {
        "article_id": article.pk,
        "rule_id": rule.pk,
        "house_rule_id": house_rule.pk,
        "pattern_id": pattern.pk,
        "block_id": block.pk,
        "tag_id": tag.pk,
        "token": file.token,
    }


def settings_of(tenant):
    with tenant_scope(tenant):
        made = Department.objects.create(tenant=tenant, name="Kazoos", own_hours=True)
        day = Holiday.objects.create(tenant=tenant, date="2100-01-01", name="Kazoo day")
        way = ContactWay.objects.create(tenant=tenant, kind="phone", label="Kazoo", value="+49301")
    return {"department_id": made.pk, "holiday_id": day.pk, "way_id": way.pk}


def promise_of(cast, number):
    with tenant_scope(cast.acme):
        return FollowUp.objects.create(
            tenant=cast.acme,
            conversation_id=number,
            visitor=cast.visitor,
            member=cast.omar,
            what="A golden kazoo",
            due_at=timezone.now() + timedelta(days=1),
        ).pk


def mail_of(cast):
    with tenant_scope(cast.acme):
        text = text_for(cast.acme, Purpose.FOLLOW_UP, "en")
        email = "kazoo@customer.example"
        give(visitor=cast.visitor, email=email, texts=[text.pk], place="widget")
        return queue_mail(kind=MailKind.ANSWER, visitor_id=cast.visitor.pk, dedupe_key="kazoo").pk


def receipt_of(cast):
    with tenant_scope(cast.acme):
        return str(ConsentEvent.objects.values_list("receipt", flat=True).first())


def question_of(tenant):
    with tenant_scope(tenant):
        words = {"en": "How was the kazoo?"}
        version = editing.add(tenant, Draft("csat", "other", words))
        return version.questions.get(words=words).pk


def coaching_of(cast, number):
    acme, day = cast.acme, timezone.now().date()
    with tenant_scope(acme):
        chat = Conversation.objects.get(pk=number)
        made = reviewed.review(cast, chat, version=reviewed.scorecard(acme, "Kazoos")[0])
        of = {"tenant": acme, "member": cast.omar, "by": cast.sam}
        dates = {"begins_on": day, "ends_on": day + timedelta(days=9)}
        book = {"conversation": chat, "title": "Kazoo", "why": "Kazoo", "shows": "Kazoo"}
        return {
            "review_id": made.pk,
            "praise_id": Praise.objects.create(text="A golden kazoo", **of).pk,
            "coaching_task_id": CoachingTask.objects.create(what="Kazoo", due_on=day, **of).pk,
            "goal_id": Goal.objects.create(point="greeting", target=80, **dates, **of).pk,
            "exemplar_id": Exemplar.objects.create(state="agreed", **book, **of).pk,
            "idea_id": ArticleIdea.objects.create(
                tenant=acme, language="en", stem="kazoo", words="kazoo"
            ).pk,
        }


def reviews_of(cast, number):
    """Beside the review that coaching made."""
    acme, of = cast.acme, {"conversation_id": number, "closing": 9}
    with tenant_scope(acme):
        task = ReviewTask.objects.get()
        review = Review.objects.select_related("version").get()
        calibration = Calibration.objects.create(
            tenant=acme,
            version=review.version,
            started_by=cast.sam,
            due_at=timezone.now(),
            **of,
        )
        score = ChatScore.objects.create(tenant=acme, operator=cast.omar, **of)
        return {
            "task_id": task.pk,
            "card_id": review.version.scorecard_id,
            "calibration_id": calibration.pk,
            "score_id": score.pk,
        }


@pytest.fixture
def client_of(server):
    """Opens a client with somebody's session, or nobody's."""
    opened = []

    def client(member=None):
        cookies = [f"helpdesk_csrf={CSRF}"] + ([member.cookie] if member else [])
        headers = {"Cookie": "; ".join(cookies)}
        opened.append(httpx.Client(base_url=server.origin, headers=headers, trust_env=False))
        return opened[-1]

    yield client
    for each in opened:
        each.close()
