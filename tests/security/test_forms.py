"""What a form doesn't ask for, nobody sets by sending it; what it doesn't offer, nobody chooses."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.forms import BaseModelForm, ModelChoiceField
from django.urls import reverse

from core.models import User
from facilities.models import Facility, FacilityKind, Point, Project
from rectification.models import RectificationTask
from tests import factories
from tests.security.visits import addresses, visit

KEPT_BY_THE_PROGRAM = {
    "is_superuser", "is_staff", "groups", "user_permissions", "last_login", "password", "is_demo", "removed_at", "removed_by",
    "published_at", "frozen_at", "entered_by", "entered_at", "closed_by", "closed_at", "signed_by", "signed_at", "decided_by",
    "verified_by", "awarded", "search_text", "is_home", "path", "depth", "numchild", "version", "sha256",
}  # fmt: skip
OURS = {"core", "campaign", "facilities", "rectification", "inspections", "reports", "dashboards"}


def model_forms():
    """Every model form of ours that has been declared; the pages' modules are loaded with the addresses."""
    reverse("login")
    found, waiting = set(), [BaseModelForm]
    while waiting:
        for form in waiting.pop().__subclasses__():
            waiting.append(form)
            if form.__module__.split(".")[0] in OURS and getattr(form, "_meta", None) and form._meta.model:
                found.add(form)
    return found


def test_forms_name_their_fields():
    forms = model_forms()
    assert len(forms) > 20
    assert [form for form in forms if form._meta.fields in (None, "__all__")] == []


def test_no_form_asks_for_what_the_program_keeps():
    asked = {
        f"{form.__module__}.{form.__name__}": set(form.base_fields) & KEPT_BY_THE_PROGRAM for form in model_forms()
    }
    allowed = {name: fields for name, fields in asked.items() if fields}
    assert allowed == {}


@pytest.fixture
def foreign(town, foreign_village):
    """Records of the town beside."""
    kind = FacilityKind.objects.get_or_create(name="垃圾房")[0]
    return {
        "unit": foreign_village,
        "point": factories.PointFactory(name="外点", town=town.peer, unit=foreign_village, in_charge=None),
        "facility": Facility.objects.create(code="W-1", name="外设施", kind=kind, town=town.peer, unit=foreign_village),
        "project": Project.objects.create(
            number="项-2026-0900", name="外项目", kind=factories_kind(), town=town.peer, unit=foreign_village
        ),
    }


def factories_kind():
    return apps.get_model("facilities.ProjectKind").objects.get_or_create(name="道路")[0]


def forms_in(response):
    """Forms, and those of sets of forms, of a page's context."""
    for layer in response.context or ():
        for value in layer.flatten().values() if hasattr(layer, "flatten") else ():
            yield from (value.forms if hasattr(value, "forms") and hasattr(value, "management_form") else ())
            if hasattr(value, "fields") and hasattr(value, "is_bound"):
                yield value


NAMES_UNITS = {"rectification:list answers", "robot_new unit", "robot_edit unit", "unit_new above", "unit_group units"}
"""Units alone, of the whole tree: a filter over what one sees, what a group's messages are about, and the tree itself."""


@pytest.mark.long
@pytest.mark.parametrize("role", ["office", "unit", "inspector", "admin"])
def test_no_form_offers_what_belongs_to_another_town(scene, client_for, foreign, role):
    """Choosing is checked against what is offered: so what is not offered is not taken either."""
    client, offered = client_for(role), set()
    for route, address in addresses(scene):
        response = visit(client, address)
        if response.status_code != 200:
            continue
        for form in forms_in(response):
            for name, field in form.fields.items():
                if isinstance(field, ModelChoiceField) and field.queryset is not None:
                    held = [key for key, row in foreign.items() if holds(field.queryset, row)]
                    offered |= {f"{route.name} {name}" for _key in held} - NAMES_UNITS
    assert sorted(offered) == []


def holds(rows: models.QuerySet, row: models.Model) -> bool:
    return rows.model is type(row) and rows.filter(pk=row.pk).exists()


def test_a_point_of_another_town_is_not_reported_at(scene, client_for, foreign):
    data = {"point": foreign["point"].pk, "description": "x", "source": "patrol", "severity": "normal"}
    response = client_for("office").post(reverse("rectification:new"), data)
    assert response.status_code in (200, 422)
    assert not RectificationTask.objects.filter(finding__point=foreign["point"]).exists()


def test_a_project_is_not_given_to_another_town(scene, client_for, foreign):
    form = client_for("office").get(reverse("facilities:project_edit", args=[scene.project.pk])).context["form"]
    data = {name: form[name].value() or "" for name in form.fields} | {
        "unit": foreign["unit"].pk,
        "town": foreign["unit"].pk,
    }
    client_for("office").post(reverse("facilities:project_edit", args=[scene.project.pk]), data)
    scene.project.refresh_from_db()
    assert scene.project.unit_id != foreign["unit"].pk and scene.project.town == scene.town.home


def test_fields_that_nobody_asked_for_change_nothing(scene, client_for):
    """Number, stage, town and the mark of removal, sent beside what the form asks for."""
    address = reverse("facilities:project_edit", args=[scene.project.pk])
    client = client_for("office")
    form = client.get(address).context["form"]
    data = {name: form[name].value() if form[name].value() is not None else "" for name in form.fields}
    data |= {
        "name": "改过的名字", "number": "项-2026-9999", "stage": "in_use", "removed_at": "2026-01-01", "lag_behind": "0",
        "town": scene.town.peer.pk,
    }  # fmt: skip
    client.post(address, data)
    after = Project.objects.get(pk=scene.project.pk)
    assert after.name == "改过的名字"
    assert (after.number, after.stage, after.town_id, after.removed_at) == (
        "项-2026-0001",
        "proposed",
        scene.town.home.pk,
        None,
    )


def test_nobody_makes_oneself_an_administrator(scene, client_for):
    client = client_for("unit")
    for address in (reverse("account"), reverse("password_change"), reverse("notice_choices")):
        client.post(address, {"is_superuser": "1", "is_staff": "1", "role": "admin", "display_name": "x"})
    user = User.objects.get(pk=scene.people["unit"].pk)
    assert not (user.is_superuser or user.is_staff) and user.access.roles == {"unit"} and user.display_name == "王建国"


def test_hidden_fields_name_nothing_that_is_not_ones_own(scene, client_for, foreign):
    """A batch over tasks that one may not see does nothing to them."""
    hidden = factories.TaskFactory(
        finding=factories.FindingFactory(point=foreign["point"], town=scene.town.peer), town=scene.town.peer
    )
    before = RectificationTask.objects.filter(pk=hidden.pk).values().get()
    data = {
        "tasks": [hidden.pk],
        "task": [hidden.pk],
        "chosen": [hidden.pk],
        "action": "assign",
        "verb": "assign",
        "unit": scene.town.village.pk,
    }
    client_for("office").post(reverse("rectification:batch"), data)
    assert RectificationTask.objects.filter(pk=hidden.pk).values().get() == before


def test_no_form_says_who_acts(scene):
    """Whoever acts is who is signed in: no form has a field for it."""
    names = {name for form in model_forms() for name in form.base_fields}
    assert not {name for name in names if re.fullmatch(r"by|user|\w+_by", name)} - {
        "kept_by",
        "carried_out_by",
        "made_by",
        "done_by",
    }
    assert Point  # the field names above are those of these models
