"""The pages: what there is, a result, a supervisor's word, and scenarios of the company's own."""

import pytest
from django.urls import reverse

from feedback.models import PracticeRun, PracticeScenario
from feedback.practice.catalogue import find
from feedback.practice.scenario_forms import ScenarioForm
from feedback.practice.shipped import shipped
from helpdesk.tenancy import tenant_scope
from tenants.models import Membership
from tests.conftest import sign_in

pytestmark = pytest.mark.django_db


def page(name, *args):
    return reverse(name, args=["acme", *args])


@pytest.fixture
def visit(client):
    """visit(member): the client, signed in as them."""

    def as_member(member):
        sign_in(client, member)
        return client

    return as_member


@pytest.fixture
def finished(in_acme):
    """Two finished runs of Tess: of the same scenario."""
    angry = shipped()["angry"]
    words = {"seq": 2, "at": "2026-11-22T10:00:00Z", "author": "operator", "name": "Tess"}
    change = {"turn": 1, "why": "apology", "points": -9, "at": 0, "temper": 67, "seq": 2}
    rows = [
        PracticeRun(
            tenant=in_acme.acme,
            member=in_acme.tess,
            scenario="angry",
            content=angry.as_data(),
            seed=1,
            ended_at="2026-11-22T10:10:00Z",
            outcome="solved",
            transcript=[words | {"text": "I am so sorry <b>"}],
            changes=[change, change | {"why": "shortcuts", "points": 12, "temper": 79}],
            score=[{"criterion": "greeting", "met": False, "value": None, "seq": 2}],
        )
        for _ in range(2)
    ]
    return PracticeRun.objects.bulk_create(rows)


def test_everybody_finds_the_scenarios_and_an_empty_list_says_what_to_do(visit, cast):
    for member in (cast.tess, cast.omar, cast.sam):
        told = visit(member).get(page("practice")).content.decode()
        assert all(scenario.title in told for scenario in shipped().values())
        assert "You have not practised yet" in told
        assert (page("practice_team") in told) is (member is cast.sam)


def test_starting_leads_into_the_console_of_the_sandbox_and_ending_to_the_result(visit, cast):
    tess = visit(cast.tess)
    away = tess.post(page("practice_start", "angry"))
    with tenant_scope(cast.acme):
        run = PracticeRun.objects.get()
    assert away.url.startswith("/t/practice-") and away.url.endswith("/inbox/")
    console = tess.get(away.url).content.decode()
    assert "Nobody real is waiting." in console
    assert page("canned") in console  # the rail leads back to the company's own pages
    assert "Back to it" in tess.get(page("practice")).content.decode()
    assert tess.get(page("practice_go_on")).url == away.url
    assert tess.post(page("practice_start", "many")).url == away.url  # the one that goes on
    assert tess.post(page("practice_end", run.pk)).url == page("practice_run", run.pk)
    assert "Stopped" in tess.get(page("practice_run", run.pk)).content.decode()
    assert tess.get(page("practice_go_on")).url == page("practice")


def test_a_result_shows_what_to_change_with_the_message_it_comes_from(visit, cast, finished):
    told = visit(cast.tess).get(page("practice_run", finished[0].pk)).content.decode()
    assert "I am so sorry &lt;b&gt;" in told
    assert told.count('href="#m2"') == 3  # what to change, what went well, what was counted
    assert "Temper: 76 at the beginning, 79 at most, 79 at the end" in told


def test_only_ones_own_results_and_those_of_the_team_for_supervisors(visit, cast, finished):
    where = page("practice_run", finished[0].pk)
    assert visit(cast.omar).get(where).status_code == 404
    assert visit(cast.sam).get(where).status_code == 200
    assert visit(cast.eve).get(where).status_code == 404
    assert visit(cast.eve).get(f"/t/globex/practice/runs/{finished[0].pk}/").status_code == 404
    assert visit(cast.omar).post(page("practice_end", finished[0].pk)).status_code == 404
    for name in ("practice_team", "practice_scenario_new"):
        assert visit(cast.tess).get(page(name)).status_code == 403


def test_a_supervisors_word_counts_and_nobodys_own(visit, cast, finished):
    of_tess = Membership.objects.filter(pk=cast.tess.pk)
    sam = visit(cast.sam)
    assert "Rita" not in sam.get(page("practice_team")).content.decode()
    assert "Angry, and says it again" in sam.get(page("practice_team")).content.decode()
    sam.post(page("practice_require", cast.tess.pk), {"number": "1"})
    with tenant_scope(cast.acme):
        assert of_tess.get().must_practise
    wrong = sam.post(page("practice_review", finished[0].pk), {"comment": "Good"})
    assert wrong.status_code == 200 and "Choose whether it is passed." in wrong.content.decode()
    word = {"comment": "Kind from the first line.", "verdict": "passed"}
    sam.post(page("practice_review", finished[0].pk), word)
    with tenant_scope(cast.acme):
        assert not of_tess.get().must_practise
    tess = visit(cast.tess)
    assert (
        "Kind from the first line."
        in tess.get(page("practice_run", finished[0].pk)).content.decode()
    )
    assert "You are ready for real chats" in tess.get(page("practice")).content.decode()
    assert tess.post(page("practice_review", finished[0].pk), word).status_code == 403


def test_nobody_decides_on_a_practice_of_their_own(visit, cast, finished):
    with tenant_scope(cast.acme):
        PracticeRun.objects.update(member=cast.sam)
    visit(cast.sam).post(
        page("practice_review", finished[0].pk), {"comment": "", "verdict": "passed"}
    )
    with tenant_scope(cast.acme):
        assert not PracticeRun.objects.exclude(verdict="").exists()


def test_the_same_scenario_twice_counts_once(visit, cast, finished):
    sam = visit(cast.sam)
    sam.post(page("practice_require", cast.tess.pk), {"number": "2"})
    for run in finished:
        sam.post(page("practice_review", run.pk), {"comment": "", "verdict": "passed"})
    with tenant_scope(cast.acme):
        assert Membership.objects.get(pk=cast.tess.pk).must_practise
    told = visit(cast.tess).get(page("practice")).content.decode()
    assert "1 more scenario before real chats" in told


def test_every_view_of_the_team_has_something_to_say(visit, cast, finished):
    ada = visit(cast.ada)
    words = {
        "waiting": "Angry, and says it again",
        "all": "Tess",
        "people": "2 practices",
        "nonsense": "Angry, and says it again",
    }
    for view, word in words.items():
        assert word in ada.get(page("practice_team"), {"view": view}).content.decode()
    own = ada.get(page("practice_scenarios")).content.decode()
    assert "No scenario of your own yet" in own and "?from=abusive" in own
    with tenant_scope(cast.acme):
        PracticeRun.objects.all().delete()
    for view, word in (("waiting", "No practice waits"), ("all", "Nobody has practised yet")):
        assert word in ada.get(page("practice_team"), {"view": view}).content.decode()


def test_how_many_a_newcomer_has_to_pass_is_for_whoever_manages_people(visit, cast):
    assert visit(cast.sam).post(page("practice_newcomers"), {"number": "3"}).status_code == 403
    visit(cast.ada).post(page("practice_newcomers"), {"number": "3"})
    cast.acme.refresh_from_db()
    assert cast.acme.practice_required == 3
    visit(cast.ada).post(page("practice_newcomers"), {"number": "99"})
    cast.acme.refresh_from_db()
    assert cast.acme.practice_required == 3


# --- scenarios of their own -----------------------------------------------------------------------


def filled(scenario, **changes):
    """What a browser sends for this scenario."""
    form = ScenarioForm(scenario=scenario)
    data = {name: form[name].value() for name in form.fields}
    for prefix, rows in (("facts", form.facts), ("needs", form.needs)):
        data |= {f"{prefix}-TOTAL_FORMS": len(rows.forms), f"{prefix}-INITIAL_FORMS": 0}
        for row in rows.forms:
            data |= {row.add_prefix(name): row[name].value() or "" for name in row.fields}
    return data | changes


def test_a_copy_of_each_shipped_one_is_the_same_scenario(visit, cast):
    for scenario in shipped().values():
        form = ScenarioForm(filled(scenario))
        assert form.is_valid(), form.errors
        made = form.scenario
        assert (made.opening, made.temper, made.insults) == (
            scenario.opening,
            scenario.temper,
            scenario.insults,
        )
        assert [need.by for need in made.needs] == [need.by for need in scenario.needs]
        assert [fact.ask for fact in made.facts] == [fact.ask for fact in scenario.facts]


def test_an_own_scenario_is_tried_saved_played_changed_and_put_away(visit, cast):
    sam, new = visit(cast.sam), page("practice_scenario_new")
    assert "48213" in sam.get(f"{new}?from=angry").content.decode()
    assert sam.get(f"{new}?from=nothing").status_code == 404
    data = filled(shipped()["angry"], title="Broken vase")
    tried = sam.post(new, data | {"do": "preview"}).content.decode()
    assert "Handled well" in tried and "what u want" in tried
    with tenant_scope(cast.acme):
        assert not PracticeScenario.objects.exists()
    sam.post(new, data)
    with tenant_scope(cast.acme):
        row = PracticeScenario.objects.get()
        assert find(row.key).title == "Broken vase"
    tess = visit(cast.tess)
    tess.post(page("practice_start", row.key))
    with tenant_scope(cast.acme):
        run = PracticeRun.objects.get()
    tess.post(page("practice_end", run.pk))
    sam = visit(cast.sam)
    sam.post(page("practice_scenario", row.pk), data | {"title": "Broken jug"})
    with tenant_scope(cast.acme):
        assert (find(row.key).title, find(row.key).version) == ("Broken jug", 2)
        run.refresh_from_db()
        assert (run.content["title"], run.content["version"]) == ("Broken vase", 1)
    sam.post(page("practice_put_away", row.pk))
    assert sam.post(page("practice_start", row.key)).status_code == 404
    assert "Broken vase" in sam.get(page("practice_run", run.pk)).content.decode()


@pytest.mark.parametrize(
    ("changes", "where"),
    [
        ({"opening": " \n "}, "opening"),
        ({"opening": "x" * 500}, "opening"),
        ({"start": "101"}, "start"),
        ({"most_turns": "1000"}, "most_turns"),
        ({"needs-0-words": ""}, "needs.words"),
        ({"needs-0-after": "9"}, "needs.after"),
        ({"needs-0-by": "magic"}, "needs.by"),
        ({"facts-0-answer": ""}, "facts.answer"),
        ({"facts-0-ask": ", ".join(["word"] * 40)}, "facts.ask"),
        ({"needs-0-again": "", "needs-0-words": ""}, None),
    ],
)
def test_what_no_customer_can_be_made_of_is_said_at_its_field(changes, where):
    form = ScenarioForm(filled(shipped()["angry"], **changes))
    assert not form.is_valid() and form.scenario is None
    if where is None:
        assert form.errors
    elif "." in where:
        rows, name = where.split(".")
        assert name in getattr(form, rows).forms[0].errors
    else:
        assert where in form.errors
