"""A published result can't change without an amendment: every service is tried on it, and every form of the admin."""

import importlib
import inspect
import pkgutil
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.apps import apps
from django.contrib import admin as django_admin
from django.core.exceptions import ValidationError
from django.db import transaction

import inspections.services
from core.models import Photo, Role
from core.people.handover import Departure
from core.workdays.office import office_calendar
from facilities.models import ProjectKind
from inspections.models import (
    Amendment,
    Appeal,
    Item,
    ItemResult,
    Reward,
    RewardBand,
    RewardRule,
    Round,
    RoundResult,
    Score,
    Section,
    Sheet,
    Standard,
)
from inspections.services.adjustments import add_adjustment
from inspections.services.amendments import decide_amendment, propose_amendment
from inspections.services.appeals import decide_appeal, file_appeal
from inspections.services.assignments import assign_points, remove_assignment
from inspections.services.draws import commit_draw, perform_draw
from inspections.services.effects import set_expected_effects
from inspections.services.entries import Entry
from inspections.services.handover import hand_over_drafts, hand_over_draws, hand_over_visits, pass_drawn_visits_on
from inspections.services.late_sheets import accept_late_sheet, refuse_late_sheet
from inspections.services.rewards import confirm_all, decide_reward, save_rule, work_out_rewards
from inspections.services.rounds import LIFECYCLE, change_round, freeze_standard
from inspections.services.samples import add_sample, remove_sample
from inspections.services.sheet_photos import add_photo, remove_photo
from inspections.services.sheets import save_draft, submit_sheet, void_sheet
from inspections.services.standard_order import move, put_in_order
from inspections.services.standards import copy_standard, new_version
from tests.factories import NOW, AssignmentFactory, make_person, make_picture
from tests.inspections.published import make_published

pytestmark = pytest.mark.django_db

PARTS_OF_SERVICES = {"new_amendment", "report_lost_items"}
"""Called by the services within their own transaction, after their checks."""


@pytest.fixture
def published(town, inspector, office):
    """With a draft and a late sheet that nobody decided on, and two points that were planned and not visited."""
    scene = make_published(town, inspector, office, publish=False)
    round, sheet = scene.round, scene.score.sheet
    Round.objects.filter(pk=round.pk).update(state="open")
    place = {"point__town": town.home, "point__unit": town.village, "point__kind": sheet.point.kind}
    scene.spare, scene.open = AssignmentFactory.create_batch(2, round=round, inspector=inspector, **place)
    scene.sent = {
        "round": round, "point": scene.spare.point, "inspector": inspector, "now": NOW,
        "entries": {score.item_id: entry(score) for score in sheet.scores.all()},
    }  # fmt: skip
    scene.draft = save_draft(key=uuid.uuid4(), **scene.sent | {"point": scene.open.point})
    change_round(round=round, verb="close", by=office, now=NOW)
    scene.late = submit_sheet(key=uuid.uuid4(), visited_at=NOW - timedelta(hours=1), **scene.sent)
    freeze_standard(Round.objects.select_related("standard").get(pk=round.pk), NOW)  # as its opening would have
    scene.round = change_round(round=round, verb="publish", by=office, now=NOW)
    scene.score = Score.objects.select_related("item__section", "sheet__point").get(pk=scene.score.pk)
    rule = RewardRule.objects.create(town=town.home, counts_from=NOW.date(), basis="办法")
    due = {"team": town.village, "rule": rule, "score": 78, "amount": 5, "proposed_at": NOW}
    scene.reward = Reward.objects.create(round=scene.round, **due)
    return scene


def entry(score) -> Entry:
    if score.not_applicable:
        return Entry(not_applicable=True)
    return Entry(count=score.count, grade_id=score.grade_id, passed=score.passed, points=score.points)


def everything(round: Round) -> list:
    """All that the results of a round are and come from, as rows."""
    tables = [
        RoundResult.objects.filter(round=round),
        ItemResult.objects.filter(round=round),
        Round.objects.filter(pk=round.pk),
        Sheet.objects.official().filter(round=round),
        Score.objects.filter(sheet__in=Sheet.objects.official().filter(round=round)),
        Standard.objects.filter(pk=round.standard_id),
        Section.objects.filter(standard=round.standard_id),
        Item.objects.filter(standard=round.standard_id),
    ]
    return [list(rows.order_by("pk").values_list()) for rows in tables]


def attempts(scene, town, office, leader, unit, inspector) -> list:
    """(service, its arguments) of all that the product's services can be asked to do to a published round."""
    round, score, sheet, item = scene.round, scene.score, scene.score.sheet, scene.score.item
    office_now = {"by": office, "now": NOW}
    wrong = scene.sent["entries"] | {item.pk: Entry(count=9)}
    photo = {"item_id": item.pk, "upload": make_picture(), "key": uuid.uuid4(), "by": inspector, "now": NOW}
    lot = {
        "stratum": "kind",
        "least": 1,
        "size": 1,
        "twice": 0,
        "seed": "a",
        "today": NOW.date(),
        "inspectors": [inspector],
    }
    propose = {"score": score, "reason": "更正", **office_now}
    sample = {"standard": round.standard, "upload": make_picture(), "caption": "", **office_now}
    gone = Departure(inspector, make_person("接手人", Role.INSPECTOR, town.home), NOW.date())
    rule = RewardRule(town=town.home, counts_from=NOW.date() - timedelta(days=60), basis="办法")
    stays = [
        (
            add_adjustment,
            {"round": round, "unit": town.village, "points": Decimal(5), "reason": "奖", "paper": "文"} | office_now,
        ),
        *((change_round, {"round": round, "verb": step.verb} | office_now) for step in LIFECYCLE),
        (submit_sheet, scene.sent | {"key": uuid.uuid4()}),
        (submit_sheet, scene.sent | {"key": uuid.uuid4(), "visited_at": NOW - timedelta(hours=1)}),
        (submit_sheet, scene.sent | {"key": sheet.key, "point": sheet.point, "entries": wrong}),
        (submit_sheet, scene.sent | {"key": scene.draft.key, "point": scene.open.point}),
        (save_draft, scene.sent | {"key": sheet.key, "point": sheet.point, "entries": wrong}),
        (save_draft, scene.sent | {"key": uuid.uuid4()}),
        (void_sheet, {"sheet": sheet, "reason": "不算"} | office_now),
        (accept_late_sheet, {"sheet": scene.late} | office_now),
        (refuse_late_sheet, {"sheet": scene.late, "reason": "迟"} | office_now),
        (add_photo, photo | {"sheet": sheet}),
        (remove_photo, {"sheet": sheet, "key": uuid.uuid4()}),
        (
            assign_points,
            {"round": round, "points": [sheet.point], "inspectors": [inspector], "today": NOW.date()} | office_now,
        ),
        (remove_assignment, {"assignment": round.assignments.get(point=sheet.point)} | office_now),
        (commit_draw, {"round": round, "points": [sheet.point]} | lot | office_now),
        (perform_draw, {"round": round} | office_now),
        (propose_amendment, propose | {"entry": Entry(count=0)}),
        (decide_amendment, {"accept": True, "decision": "", **office_now}),  # of the own proposal
        (decide_amendment, {"accept": False, "decision": "属实", "by": leader, "now": NOW}),
        (file_appeal, {"score": score, "reason": "已清", "by": unit, "now": NOW, "calendar": office_calendar()}),
        (
            decide_appeal,
            {"uphold": True, "decision": "是", "entry": Entry(count=0), "by": inspector, "now": NOW},
        ),  # the scorer
        (decide_appeal, {"uphold": False, "decision": "否", **office_now}),
        (add_sample, sample | {"subject": item}),
        (remove_sample, {"standard": round.standard, **office_now}),
        (move, {"row": item, "step": 1} | office_now),
        (move, {"row": item.section, "step": 1} | office_now),
        (
            put_in_order,
            {
                "row": item,
                "keys": [
                    pk for (pk,) in Item.objects.filter(section=item.section).order_by("-order").values_list("pk")
                ],
            }
            | office_now,
        ),
        (new_version, {"standard": round.standard} | office_now),
        (copy_standard, {"standard": round.standard, "name": "另一细则"} | office_now),
        (save_rule, {"rule": rule, "bands": [RewardBand(low=0, high=None, amount=-5)]} | office_now),
        (save_rule, {"rule": scene.reward.rule, "bands": [RewardBand(low=0, high=None, amount=-5)]} | office_now),
        (work_out_rewards, {"round": round} | office_now),
        (decide_reward, {"reward": scene.reward, "confirm": True} | office_now),
        (confirm_all, {"round": round} | office_now),
        *(
            (service, {"departure": gone, **office_now})
            for service in (hand_over_drafts, hand_over_visits, hand_over_draws)
        ),
        (pass_drawn_visits_on, {"round": round, **office_now}),
        (set_expected_effects, {"kind": ProjectKind.objects.create(name="道路"), "codes": [item.code]} | office_now),
    ]
    return stays


def with_newest(service, arguments: dict) -> dict:
    """Decisions and removals are about what the attempts before have made."""
    if service is decide_amendment:
        return arguments | {"amendment": Amendment.objects.latest("pk")}
    if service is decide_appeal:
        return arguments | {"appeal": Appeal.objects.latest("pk")}
    if service is remove_sample:
        return arguments | {"photo": Photo.objects.latest("pk")}
    return arguments


def test_no_service_changes_a_published_result(published, town, office, leader, unit, inspector):
    before = everything(published.round)
    done = []
    for service, arguments in attempts(published, town, office, leader, unit, inspector):
        try:
            with transaction.atomic():
                service(**with_newest(service, arguments))
            done.append(service.__name__)
        except ValidationError:
            pass  # refused, in words
        assert everything(published.round) == before, service.__name__
    assert done == [
        "submit_sheet", "save_draft",  # of a sheet that is there: the answer is what stands
        "propose_amendment", "decide_amendment", "file_appeal", "decide_appeal",  # refused, dismissed
        "add_sample", "remove_sample", "new_version", "copy_standard",
        "save_rule", "work_out_rewards", "decide_reward", "confirm_all",  # what follows a result
        "hand_over_drafts", "hand_over_visits", "hand_over_draws", "pass_drawn_visits_on", "set_expected_effects",
    ]  # fmt: skip


def test_every_service_is_among_those_that_are_tried(published, town, office, leader, unit, inspector):
    tried = {service.__name__ for service, _arguments in attempts(published, town, office, leader, unit, inspector)}
    there = set()
    for found in pkgutil.iter_modules(inspections.services.__path__, "inspections.services."):
        for name, function in vars(importlib.import_module(found.name)).items():
            is_own = inspect.isfunction(function) and function.__module__ == found.name and not name.startswith("_")
            asks = set(inspect.signature(function).parameters) if is_own else set()
            if "now" in asks and asks & {"by", "inspector"}:
                there.add(name)
    assert len(there) > 20
    assert there - PARTS_OF_SERVICES <= tried


def test_an_accepted_amendment_does_change_it_so_the_law_above_can_be_broken(published, office, leader):
    before = everything(published.round)
    amendment = propose_amendment(score=published.score, entry=Entry(count=0), reason="更正", by=office, now=NOW)
    decide_amendment(amendment=amendment, accept=True, decision="", by=leader, now=NOW)
    assert everything(published.round) != before


def rows_of_round(model, round: Round):
    """A row of the model that belongs to the round, None where there is none."""
    if model in (RoundResult, ItemResult, Sheet):
        return model.objects.filter(round=round).first()
    if model is Score:
        return Score.objects.filter(sheet__round=round).first()
    if model in (Section, Item):
        return model.objects.filter(standard=round.standard_id).first()
    return {Round: round, Standard: round.standard}.get(model) or model._base_manager.first()


def test_no_form_of_the_admin_changes_a_published_result(published, town, client_for):
    """As a superuser: each model's own page is filled in with other values and posted; each row is deleted; so by the list."""
    make_person("再一位", Role.ADMIN, town.home)
    before, admin = everything(published.round), client_for("admin")
    models = [
        model for model in apps.get_app_config("inspections").get_models() if django_admin.site.is_registered(model)
    ]
    assert {Round, Standard, Item, Sheet, RoundResult, Amendment, Appeal} <= set(models)
    for model in models:
        row, base = rows_of_round(model, published.round), f"/admin/inspections/{model._meta.model_name}/"
        if row is None:
            continue
        values = {
            field.name: 1 for field in model._meta.concrete_fields if field.editable and not field.primary_key
        } | {
            "name": "改了",
            "state": "draft",
            "score": "99",
            "rank": 1,
            "starts_on": "2026-01-01",
            "ends_on": "2026-01-02",
        }
        formset = {"sections-TOTAL_FORMS": 0, "sections-INITIAL_FORMS": 0}
        for path, sent in (
            (f"{base}{row.pk}/change/", values | formset),
            (f"{base}{row.pk}/delete/", {"post": "yes"}),
            (base, {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}),
        ):
            assert admin.post(path, sent).status_code in (200, 302, 403, 404), path
            assert everything(published.round) == before, path
