import pytest
from rectification.services import report_finding, perform
from tests import factories as f
from core.photos import store_photo
from core.models import PhotoPurpose


def test_smoke(town, office, unit, inspector, client_for, now):
    kind = f.ProblemKindFactory()
    point = f.PointFactory(unit=town.village, in_charge=town.village)
    task = report_finding(source="patrol", description="垃圾", town=town.home, by=inspector, now=now, point=point, kind=kind)
    print(task.state, task.deadline)
    for who in ("office", "unit", "inspector", "leader", "other_unit"):
        c = client_for(who)
        for url in ("/rectification/", f"/rectification/{task.pk}/", f"/rectification/{task.pk}/start/", "/rectification/new/", f"/rectification/{task.pk}/ask/extension/", "/rectification/?format=csv", "/rectification/?state=all&light=red&q=x&unit=999"):
            r = c.get(url)
            print(who, url, r.status_code)
    r = client_for("unit").get(f"/rectification/{task.pk}/start/")
    print(r.content.decode()[3000:12000])
