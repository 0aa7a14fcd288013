"""No way around the loop: the admin reads tasks and findings."""

import pytest


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
