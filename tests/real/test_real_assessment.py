"""The real assessment in ../shared/real: every row comes in, and its results are those worked out from all rows.

The data is public but has no licence, so it is not in the repository; script/test leaves this out, .ci/run does not.
"""

import csv
import json
from decimal import Decimal
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from inspections.models import Round, Score, Section
from inspections.services.results import rebuild_results
from tests.inspections import import_files

pytestmark = [pytest.mark.real, pytest.mark.django_db]
FOLDER = Path(settings.BASE_DIR).parent / "shared" / "real" / "suzhou_2016"
FORM = FOLDER / "form_wujiang_225_points.xlsx"
MAPPING = import_files.MAPPING | {
    "round": "2016年7月第三方测评",
    "town": "吴江街道",
    "standard": "2016年城市文明程度指数测评",
    "dictionary": str(FOLDER / "items.csv"),
}
LOST_IN_PUBLICATION = {
    # Rows of these were lost by the system that published them; these are the figures of all rows.
    "社会主义核心价值观深化推广普及": (Decimal("2.5"), Decimal(3)),
    "公共服务": (Decimal("12.8675"), Decimal(14)),
}
NEVER_PUBLISHED = {"文明行为": (Decimal(3), Decimal(3)), "诚信建设制度": (Decimal(1), Decimal(1))}


def published(name: str) -> list[dict]:
    with (FOLDER / name).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def run(tmp_path, capsys):
    mapping = tmp_path / "map.json"
    mapping.write_text(json.dumps(MAPPING, ensure_ascii=False), encoding="utf-8")

    def command(**options):
        call_command("import_form", str(FORM), mapping=str(mapping), as_json=True, **options)
        return json.loads(capsys.readouterr().out)

    return command


@pytest.fixture
def report(run):
    return run(accept_proposals=True)


@pytest.fixture
def results(report, capsys):
    call_command("show_results", report["round_id"], as_json=True)
    return json.loads(capsys.readouterr().out)


def test_without_a_decision_nothing_is_written_and_each_row_is_named(run, capsys):
    with pytest.raises(SystemExit) as stopped:
        run()
    assert stopped.value.code == 1
    report = json.loads(capsys.readouterr().out)
    assert [(row["row"], row["proposal"]) for row in report["unmatched"]] == [
        *((number, "诚信建设制度化") for number in (50, 51)),
        *((number, "文明行文") for number in range(80, 104)),
    ]
    assert report["rows"] == report["imported"] + report["unchanged"] + len(report["rejected"]) == 228
    assert not Round.objects.exists()


def test_all_228_rows_come_in(report):
    assert (report["rows"], report["imported"], report["unchanged"], report["rejected"]) == (228, 228, 0, [])
    assert Score.objects.count() == 228
    assert len(report["created"]["points"]) == 73
    assert len(report["created"]["departments"]) == 14
    assert Section.objects.get(name="文明行为").alias == "文明行文"


def test_the_same_form_again_changes_nothing(report, run):
    again = run(accept_proposals=True)
    assert (again["imported"], again["unchanged"], again["round_id"]) == (0, 228, report["round_id"])


def test_the_town_over_all_rows(results):
    assert results["total"] == "94.03"


def test_rows_without_a_town_are_shown_as_such(results):
    assert {row["name"] for row in results["units"]} == {"吴江街道", None}


def test_every_department_comes_out_as_published(results):
    rows = {row["name"]: row for row in results["departments"] if row["name"]}
    assert len(rows) == 14
    for line in published("published_department_ranking.csv"):
        row = rows[line["department"]]
        assert Decimal(row["awarded"]) == Decimal(line["final_score"])
        assert Decimal(row["quota"]) == Decimal(line["quota"])
        assert abs(Decimal(row["score"]) - 100 * Decimal(line["pass_rate"])) <= Decimal("0.01")
    assert (rows["公安局"]["score"], rows["消防大队"]["score"]) == ("96.00", "96.67")


def test_nine_departments_share_the_first_rank_and_the_next_is_tenth(results):
    ranks = [(row["rank"], row["tied"]) for row in results["departments"] if row["name"]]
    assert ranks[:9] == [(1, True)] * 9
    assert ranks[9:] == [(rank, False) for rank in range(10, 15)]


def test_the_items_come_out_as_published_and_the_lost_rows_are_back(results):
    rows = {row["name"]: (Decimal(row["score"]), Decimal(row["quota"])) for row in results["items"]}
    expected = LOST_IN_PUBLICATION | NEVER_PUBLISHED
    for line in published("published_item_scores.csv"):
        if line["item"] not in expected:
            score, quota = rows[line["item"]]
            assert abs(score - Decimal(line["final_score"])) <= Decimal("0.0005"), line["item"]
            assert quota == Decimal(line["quota"])
    assert {name: rows[name] for name in expected} == expected
    assert len(rows) == 14
    assert rows["公共安全体系"][0] == Decimal("2.4667")


def test_a_rebuild_finds_nothing_to_change(report):
    assert rebuild_results([Round.objects.get(pk=report["round_id"])]) == []
