"""The pages of honours: who sees what, forms that keep what was typed, papers, the way out to Excel and back."""

import io
import re
import zipfile
from datetime import timedelta

import pytest

from campaign.honour_states import STEPS, HonourState
from campaign.models import Honour, HonourKind, Objection
from campaign.services.honours import raise_objection, take_step
from campaign.tables.honours import TABLE
from core.files_out.exports import ExcelBook
from core.models import Role, TrailEntry, Unit
from core.table_in.service import take_table
from tests.campaign.honour_scenes import PATHS, STARS, a_kind, a_nomination, an_honour
from tests.factories import NOW, make_person
from tests.queries import assert_same_query_count

LIST = "/honours/"


def page(client, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode()


# ---- lists and papers ----


def test_the_list_says_how_many_kinds_of_honour_there_are(town, office, client_for):
    for name in ("创建示范户", "十星清洁户", "好婆婆", "好媳妇"):
        an_honour(town, office, HonourState.AWARDED, kind=a_kind(name))
    a_kind("好人")
    assert "4项评优" in page(client_for("office"), LIST)
    assert "1项评优" in page(client_for("office"), f"{LIST}?kind={a_kind('好媳妇').pk}")


@pytest.mark.parametrize(
    ("role", "seen"),
    [
        ("office", set(PATHS)),
        ("leader", set(PATHS)),
        ("unit", set(PATHS)),
        ("other_unit", {"publicised", "awarded"}),
        ("inspector", {"publicised", "awarded"}),
    ],
)
def test_who_is_not_concerned_sees_what_is_publicised_or_awarded(town, office, client_for, role, seen):
    names = {state: an_honour(town, office, state, name=f"某{state}").name for state in PATHS}
    html = page(client_for(role), LIST)
    assert {state for state, name in names.items() if name in html} == seen


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=桂英", "张桂英"),
        ("kind={kind}", "张桂英"),
        ("state=awarded", "李秀兰"),
        ("year=2025", "李秀兰"),
        ("unit={unit}", "李秀兰"),
    ],
)
def test_filters_choose(town, office, client_for, query, found):
    kind = a_kind("好媳妇")
    a_nomination(town, office, name="张桂英", kind=kind)
    an_honour(town, office, HonourState.AWARDED, name="李秀兰", year=2025, unit=town.other_village)
    html = page(client_for("office"), f"{LIST}?{query.format(kind=kind.pk, unit=town.other_village.pk)}")
    assert [name for name in ("张桂英", "李秀兰") if name in html] == [found]


def test_certificates_are_those_of_the_filter_that_are_awarded(town, office, client_for):
    for state in PATHS:
        an_honour(town, office, state, name=f"某{state}")
    html = page(client_for("office"), "/honours/certificates/")
    assert re.findall(r'certificate__name">([^<]+)', html) == ["某awarded"]
    assert "荣-2026-0001" in html
    assert 'class="certificate"' not in page(client_for("office"), "/honours/certificates/?year=2026&q=无此人")


def test_a_household_and_a_person_are_honoured_in_their_own_words(town, office, client_for):
    an_honour(town, office, HonourState.AWARDED, kind=a_kind("创建示范户", given_to="household"))
    an_honour(town, office, HonourState.AWARDED, kind=a_kind("好婆婆", given_to="person"))
    texts = re.findall(r'certificate__text">([^<]+)', page(client_for("office"), "/honours/certificates/"))
    assert len(set(texts)) == 2
    assert all("马桥村" in text and "枫河街道2026年度" in text for text in texts)


def test_what_hangs_on_a_wall_names_nobody_who_was_not_publicised(town, office, client_for):
    names = {state: an_honour(town, office, state, name=f"某{state}").name for state in PATHS}
    html = page(client_for("office"), "/honours/roster/")
    assert {state for state, name in names.items() if name in html} == {"publicised", "awarded"}


def test_the_roster_groups_by_kind_and_comes_as_a_word_file(town, office, client_for):
    an_honour(town, office, HonourState.PUBLICISED, name="张桂英")
    an_honour(town, office, HonourState.AWARDED, name="李秀兰", kind=a_kind("好媳妇"))
    html = page(client_for("unit"), "/honours/roster/")
    assert "公示至2026年11月30日" in html
    response = client_for("unit").get("/honours/roster/?file=docx&q=桂英")
    text = zipfile.ZipFile(io.BytesIO(response.content)).read("word/document.xml").decode()
    assert "张桂英" in text
    assert "李秀兰" not in text


@pytest.mark.parametrize("path", [LIST, "/honours/roster/", "/honours/certificates/"])
def test_queries_do_not_grow_with_the_honours(town, office, client_for, path):
    kind = a_kind()
    assert_same_query_count(
        client_for("office"), path, lambda: an_honour(town, office, HonourState.AWARDED, kind=kind), n1=2, n2=6
    )


# ---- one honour ----


def test_the_buttons_are_those_of_the_table(town, office, client_for, frozen_now):
    for state in PATHS:
        html = page(client_for("office"), an_honour(town, office, state).get_absolute_url())
        offered = {step.verb for step in STEPS if re.search(rf"/{step.verb}/\"", html)}
        possible = {step.verb for step in STEPS if state in step.sources}
        assert offered == possible - {"award"}, "the term is not over yet"


def test_the_award_is_offered_when_the_term_is_over(town, office, client_for, monkeypatch, now):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(days=8))
    assert f"/honours/{honour.pk}/award/" in page(client_for("office"), honour.get_absolute_url())
    assert client_for("office").post(f"/honours/{honour.pk}/award/").status_code == 302
    assert Honour.objects.get().certificate == "荣-2026-0001"


def test_a_step_without_its_reason_shows_the_page_again(town, office, client_for):
    honour = a_nomination(town, office)
    response = client_for("office").post(f"/honours/{honour.pk}/decline/", {"reason": ""})
    assert response.status_code == 422
    assert Honour.objects.get().state == HonourState.NOMINATED
    assert client_for("office").post(f"/honours/{honour.pk}/decline/", {"reason": "材料不实"}).status_code == 302
    assert TrailEntry.objects.about(honour).first().reason == "材料不实"


def test_a_step_that_is_not_possible_now_is_said_on_the_page(town, office, client_for):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    response = client_for("office").post(f"/honours/{honour.pk}/award/", follow=True)
    assert "公示期至" in response.content.decode()
    assert Honour.objects.get().state == HonourState.PUBLICISED


def test_a_refused_objection_keeps_what_was_typed(town, office, client_for, frozen_now):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    data = {"objection-raised_on": "2026-11-24", "objection-text": "门前堆放建材", "objection-from_whom": "邻居"}
    response = client_for("office").post(f"/honours/{honour.pk}/objections/", data)
    assert response.status_code == 422
    assert "门前堆放建材" in response.content.decode()
    assert (
        client_for("office")
        .post(f"/honours/{honour.pk}/objections/", data | {"objection-raised_on": "2026-11-23"})
        .status_code
        == 302
    )
    assert Objection.objects.get().from_whom == "邻居"


def test_only_somebody_else_is_offered_the_decision(town, office, client_for, client, now):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    objection = raise_objection(honour=honour, text="门前堆放建材", from_whom="老李", by=office, now=now)
    decide = f"/honours/objections/{objection.pk}/"
    assert decide not in page(client_for("office"), honour.get_absolute_url())
    assert client_for("office").post(decide, {"upheld": "no", "answer": "不属实"}).status_code == 403
    client.force_login(make_person("陈静", Role.OFFICE, town.home), backend="django.contrib.auth.backends.ModelBackend")
    assert decide in page(client, honour.get_absolute_url())
    assert client.post(decide, {"upheld": "no", "answer": ""}).status_code == 422
    assert client.post(decide, {"upheld": "no", "answer": "已现场核实，建材当日清走"}).status_code == 302
    assert Objection.objects.get().state == "rejected"


@pytest.mark.parametrize("role", ["unit", "leader", "inspector"])
def test_the_page_tells_nobody_else_what_was_objected(town, office, client_for, now, role):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    raise_objection(honour=honour, text="门前堆放建材", from_whom="邻居老李", by=office, now=now)
    html = page(client_for(role), honour.get_absolute_url())
    assert "门前堆放建材" not in html
    assert "邻居老李" not in html


# ---- nominating ----


def test_a_unit_is_offered_itself_alone(town, unit, client_for):
    kind = a_kind()
    html = page(client_for("unit"), f"/honours/new/?kind={kind.pk}")
    assert "马桥村" in html
    assert "焦山村" not in html
    data = {"year": 2026, "unit": town.other_village.pk, "name": "张桂英", "reason": "孝老爱亲"}
    assert client_for("unit").post(f"/honours/new/?kind={kind.pk}", data).status_code == 200
    assert not Honour.objects.exists()


def test_the_same_form_sent_twice_makes_one_nomination(town, unit, client_for):
    kind = a_kind("十星清洁户", stars=STARS, least_stars=2)
    data = {"year": 2026, "unit": town.village.pk, "name": "张桂英", "reason": "庭院整洁", "stars": STARS[:3]}
    client = client_for("unit")
    first = client.post(f"/honours/new/?kind={kind.pk}", data)
    again = client.post(f"/honours/new/?kind={kind.pk}", data)
    assert first.url == again.url == Honour.objects.get().get_absolute_url()


def test_too_few_stars_keep_what_was_typed(town, unit, client_for):
    kind = a_kind("十星清洁户", stars=STARS, least_stars=4)
    data = {"year": 2026, "unit": town.village.pk, "name": "张桂英", "reason": "庭院整洁", "stars": STARS[:1]}
    response = client_for("unit").post(f"/honours/new/?kind={kind.pk}", data)
    assert "至少需要4星" in response.content.decode()
    assert "庭院整洁" in response.content.decode()


def test_a_nomination_is_not_rewritten_into_one_that_is_there(town, office, client_for):
    a_nomination(town, office, name="张桂英")
    other = a_nomination(town, office, name="李秀兰")
    data = {"year": 2026, "unit": town.village.pk, "name": "张桂英", "reason": "孝老爱亲"}
    assert "已" in client_for("office").post(f"/honours/{other.pk}/edit/", data).content.decode()
    assert Honour.objects.get(pk=other.pk).name == "李秀兰"


def test_what_residents_were_shown_is_not_rewritten(town, office, unit, client_for):
    honour = an_honour(town, office, HonourState.PUBLICISED, name="张桂英")
    data = {"year": 2020, "unit": town.other_village.pk, "name": "别人", "reason": "补充说明"}
    assert client_for("office").post(f"/honours/{honour.pk}/edit/", data).status_code == 302
    kept = Honour.objects.get()
    assert (kept.name, kept.year, kept.unit, kept.reason) == ("张桂英", 2026, town.village, "补充说明")
    assert client_for("unit").post(f"/honours/{honour.pk}/edit/", data).status_code == 403


@pytest.mark.parametrize(
    ("state", "goes"),
    [("nominated", True), ("declined", True), ("publicised", False), ("awarded", False), ("revoked", False)],
)
def test_what_residents_were_shown_is_not_removed(town, office, client_for, state, goes):
    honour = an_honour(town, office, state)
    answer = client_for("office").post(f"/honours/{honour.pk}/remove/")
    assert answer.status_code == (302 if goes else 409)
    assert Honour.objects.present().exists() is not goes


def test_what_residents_were_shown_and_was_not_awarded_stays_too(town, office, client_for):
    honour = an_honour(town, office, HonourState.PUBLICISED)
    take_step(honour=honour, verb="decline", by=office, now=NOW, reason="异议成立")
    client = client_for("office")
    assert f"/honours/{honour.pk}/remove/" not in page(client, honour.get_absolute_url())
    assert client.post(f"/honours/{honour.pk}/remove/").status_code == 409


# ---- kinds ----


def test_the_office_keeps_the_kinds_with_their_stars(client_for, office):
    data = {
        "name": "十星清洁户",
        "given_to": "household",
        "stars": "庭院美\n居室净\n\n庭院美",
        "least_stars": 2,
        "objection_days": 7,
    }
    client = client_for("office")
    assert client.post("/settings/dictionaries/honour-kinds/new/", data | {"least_stars": 3}).status_code == 200
    assert client.post("/settings/dictionaries/honour-kinds/new/", data).status_code == 302
    kind = HonourKind.objects.get()
    assert (kind.stars, kind.objection_days) == (["庭院美", "居室净"], 7)
    assert (
        client.post(f"/settings/dictionaries/honour-kinds/{kind.pk}/", data | {"objection_days": 5}).status_code == 302
    )
    assert [entry.verb for entry in TrailEntry.objects.about(kind)] == ["edit", "create"]


# ---- Excel ----


def export(rows, columns, path):
    book = ExcelBook()
    table = book.add_table("", columns)
    for row in rows:
        table.add(row)
    path.write_bytes(book.finish().read())
    return path


def test_what_goes_out_to_excel_comes_back_unchanged(town, office, now, tmp_path):
    for state in PATHS:
        an_honour(town, office, state, kind=a_kind("十星清洁户", stars=STARS), stars=STARS[:2])
    path = export(Honour.objects.order_by("pk"), TABLE.export_columns, tmp_path / "评优.xlsx")
    report = take_table(table_in=TABLE, path=path, by=office, now=now)
    assert (report.unchanged, report.imported, report.rejected) == (5, 0, []), "nobody is nominated anew"


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("好婆婆,2026,马桥村,李秀兰,和睦,", ""),
        ("好婆婆,2026,马桥村,张桂英,改写,", "不再修改"),
        ("没有的奖,2026,马桥村,李秀兰,和睦,", "没有"),
        ("好婆婆,1990,马桥村,李秀兰,和睦,", "2000"),
        ("好婆婆,2026,马桥村,李秀兰,和睦,庭院美", "没有这些星级"),
    ],
)
def test_rows_that_cannot_be_taken_are_named(town, office, now, tmp_path, row, reason):
    an_honour(town, office, HonourState.AWARDED, name="张桂英")
    path = tmp_path / "评优.csv"
    path.write_text(f"评优项目,年度,村（社区）,户主或个人,事迹,已达星级\n{row}", encoding="utf-8")
    report = take_table(table_in=TABLE, path=path, by=office, now=now)
    assert [reason in one.reason for one in report.rejected] == ([True] if reason else []), report.rejected
    if not reason:
        assert Honour.objects.get(name="李秀兰").state == HonourState.NOMINATED


def test_the_list_exports_the_state_beside_what_comes_back(town, office, client_for):
    an_honour(town, office, HonourState.AWARDED)
    text = b"".join(client_for("office").get(f"{LIST}?format=csv")).decode()
    assert "评优项目,年度,村（社区）,户主或个人,事迹,已达星级,状态" in text
    assert "荣-2026-0001" in text


def test_a_unit_below_the_village_nominates_for_itself(town, client, office):
    zone = Unit.objects.add_child(town.village, create_kwargs={"name": "三组", "kind": "zone"})
    client.force_login(make_person("组长", Role.UNIT, zone), backend="django.contrib.auth.backends.ModelBackend")
    assert "三组" in page(client, f"/honours/new/?kind={a_kind().pk}")
