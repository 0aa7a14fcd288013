"""No way around the loop: the admin reads tasks and findings, and keeps the dictionaries."""

import pytest

from rectification.models import Limit, ProblemKind


@pytest.mark.parametrize("model", ["rectificationtask", "finding", "request"])
def test_records_of_the_loop_are_only_read(client_for, closed, unit, model):
    admin = client_for("admin")
    assert admin.get(f"/admin/rectification/{model}/").status_code == 200
    assert admin.get(f"/admin/rectification/{model}/add/").status_code == 403
    assert admin.post(f"/admin/rectification/{model}/add/", {}).status_code == 403


def test_a_task_is_neither_changed_nor_deleted(client_for, closed):
    admin, address = client_for("admin"), f"/admin/rectification/rectificationtask/{closed.pk}"
    assert admin.get(f"{address}/change/").status_code == 200
    assert admin.post(f"{address}/change/", {"state": "cancelled"}).status_code == 403
    assert admin.post(f"{address}/delete/", {"post": "yes"}).status_code == 403


def test_a_kind_of_problem_is_kept_with_its_limits(client_for, town):
    data = {
        "name": "市容环卫", "order": 1,
        "limits-TOTAL_FORMS": 1, "limits-INITIAL_FORMS": 0,
        "limits-0-severity": "urgent", "limits-0-amount": 4, "limits-0-unit": "working_hours",
    }  # fmt: skip
    client_for("admin").post("/admin/rectification/problemkind/add/", data)
    assert ProblemKind.objects.get().name == "市容环卫"
    assert Limit.objects.get().amount == 4


def test_a_limit_of_nothing_is_refused(client_for, town):
    data = {
        "name": "市容环卫", "order": 1,
        "limits-TOTAL_FORMS": 1, "limits-INITIAL_FORMS": 0,
        "limits-0-severity": "urgent", "limits-0-amount": 0, "limits-0-unit": "working_hours",
    }  # fmt: skip
    response = client_for("admin").post("/admin/rectification/problemkind/add/", data)
    assert "时限至少为1。" in response.content.decode()
    assert not ProblemKind.objects.exists()
