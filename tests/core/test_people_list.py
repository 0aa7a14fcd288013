"""The list of people from Excel: what is taken, what is refused by its row, and that what goes out comes back."""

from datetime import date, datetime

import pytest

from core.files_in.problems import FileProblem
from core.files_out.exports import ExcelBook
from core.models import Post, Role, TrailEntry, UnitKind, User
from core.people.list_in import take_people
from core.people.rows import EXPORT_COLUMNS, export_rows
from core.people.selectors import unit_names
from tests.core.people_scene import HEADINGS, TODAY, YESTERDAY, excel, give
from tests.factories import UnitFactory, make_person

pytestmark = pytest.mark.django_db

WU = ("吴晓", "wuxiao", "责任单位", "马桥村", "", "2026-11-01", "")


@pytest.fixture
def take(tmp_path, town, admin, now):
    def run(*rows, headings=HEADINGS, **options):
        path = excel(tmp_path / "人员.xlsx", *rows, headings=headings)
        return take_people(path=path, by=options.pop("by", admin), now=now, **options)

    return run


def refused(report) -> list[tuple[int, str, str]]:
    return [(row.row, row.field, row.value) for row in report.rejected]


def test_new_people_come_with_their_posts_and_without_a_password(take, town):
    report = take(WU, ("吴晓", "wuxiao", "检查员", "枫河街道", "", "", "2026-12-31"))
    person = User.objects.get(username="wuxiao")
    assert (report.rows, report.imported, report.unchanged, report.written) == (2, 2, 0, True)
    assert report.created == {"用户": ["吴晓（wuxiao）"]} or list(report.created.values()) == [["吴晓（wuxiao）"]]
    assert not person.has_usable_password()
    posts = [(post.role, post.unit, post.starts_on, post.ends_on) for post in person.posts.order_by("pk")]
    assert posts == [
        ("unit", town.village, date(2026, 11, 1), None),
        ("inspector", town.home, TODAY, date(2026, 12, 31)),
    ]
    verbs = TrailEntry.objects.about(person).order_by("pk").values_list("verb", flat=True)
    assert list(verbs) == ["import", "give_post", "give_post"]


def test_the_same_file_again_changes_nothing(take):
    take(WU)
    before = TrailEntry.objects.count()
    report = take(WU)
    assert (report.imported, report.unchanged, report.written) == (0, 1, False)
    assert TrailEntry.objects.count() == before


def test_a_dry_run_writes_nothing_and_says_the_same(take):
    report = take(WU, dry_run=True)
    assert (report.imported, report.written) == (1, False)
    assert not User.objects.filter(username="wuxiao").exists()


@pytest.mark.parametrize(
    ("row", "name", "account", "role"),
    [
        ((" 吴　 晓 ", " ＷｕＸｉａｏ０１ ", "责任单位", " 马 桥 村 "), "吴晓", "wuxiao01", "unit"),
        (("𠮷田健", 13812345678, "检 查 员", "枫河街道"), "𠮷田健", "13812345678", "inspector"),
        (
            ("买买提•艾力", "１３８０００００００１", "创建办工作人员", "枫河街道"),
            "买买提·艾力",
            "13800000001",
            "office",
        ),
        (("龘𪚥", "a.b_c-d@x", "INSPECTOR", "马桥村"), "龘𪚥", "a.b_c-d@x", "inspector"),
    ],
)
def test_spaces_full_width_and_rare_characters_are_read_as_meant(take, row, name, account, role):
    report = take(row, headings=("姓  名", "帐号", "角色", "所在单位"))
    assert report.written, [one.reason for one in report.rejected]
    person = User.objects.get(username=account)
    assert (person.display_name, person.posts.get().role) == (name, role)


@pytest.mark.parametrize(
    "day", ["2026-11-01", "２０２６年１１月１日", "2026.11.1", "20261101", "2026 年 11 月 1 日", datetime(2026, 11, 1)]
)
def test_a_day_is_taken_as_offices_write_it(take, day, tmp_path, admin, now):
    shown = day if isinstance(day, str) else day.date().isoformat()
    take((*WU[:5], shown, "至今"))
    post = Post.objects.get(user__username="wuxiao")
    assert (post.starts_on, post.ends_on) == (date(2026, 11, 1), None)


@pytest.mark.parametrize(
    ("at", "value", "heading"),
    [
        (0, "", "姓名"),
        (0, "吴\ue815", "姓名"),
        (0, "长" * 41, "姓名"),
        (1, "", "账号"),
        (1, "wu/xiao", "账号"),
        (2, "村长", "岗位"),
        (2, "", "岗位"),
        (2, "领导", "单位"),
        (3, "没有这个村", "单位"),
        (3, "", "单位"),
        (3, "柳林街道", "单位"),
        (5, "11月1日", "起始日期"),
        (6, "2026-10-31", "截止日期"),
    ],
)
def test_a_row_that_cannot_be_taken_is_named_and_nothing_is_written(take, at, value, heading):
    wrong = ("吴燕", "wuyan", *WU[2:])
    wrong = (*wrong[:at], value, *wrong[at + 1 :])
    report = take(WU, wrong)
    assert [(row, field) for row, field, _value in refused(report)] == [(3, heading)]
    assert report.rows == report.imported + report.unchanged + len(report.rejected)
    assert not User.objects.filter(username__in=["wuxiao", "wuyan"]).exists()


def test_two_people_of_one_name_come_in_by_two_accounts_and_the_page_says_so(take, town):
    report = take(
        ("张伟", "zhangwei", "责任单位", "马桥村", "", "", ""),
        ("张伟", "zhangwei2", "责任单位", "城管中队", "", "", ""),
    )
    assert report.written and any("zhangwei" in note for note in report.notes)
    posts = Post.objects.filter(user__display_name="张伟").order_by("user")
    assert [(post.user.username, post.unit) for post in posts] == [
        ("zhangwei", town.village),
        ("zhangwei2", town.department),
    ]


def test_a_second_post_in_another_unit_is_asked_about(take):
    report = take(
        ("张伟", "zhangwei", "责任单位", "马桥村", "", "", ""), ("张伟", "zhangwei", "责任单位", "城管中队", "", "", "")
    )
    assert report.written and any("3" in note and "张伟" in note for note in report.notes)


def test_one_account_for_two_names_is_refused(take, unit):
    report = take(("李四", "wangjianguo", "责任单位", "马桥村", "", "", ""))
    assert refused(report) == [(2, "账号", "wangjianguo")] and "王建国" in report.rejected[0].reason
    report = take(WU, ("吴燕", "WuXiao", "责任单位", "焦山村", "", "", ""))
    assert refused(report) == [(3, "账号", "wuxiao")]


def test_a_unit_whose_name_repeats_needs_the_one_above(take, town):
    first = UnitFactory(name="一组", kind=UnitKind.ZONE, parent=town.village)
    UnitFactory(name="一组", kind=UnitKind.ZONE, parent=town.other_village)
    report = take(("吴晓", "wuxiao", "责任单位", "一组", "", "", ""))
    assert refused(report) == [(2, "单位", "一组")] and "上级单位" in report.rejected[0].reason
    assert take(("吴晓", "wuxiao", "责任单位", "一组", "马桥村", "", "")).written
    assert Post.objects.get(user__username="wuxiao").unit == first


def test_a_last_day_ends_a_post_and_a_blank_one_leaves_it(take, unit):
    row = ("王建国", "wangjianguo", "责任单位", "马桥村", "", "", "")
    assert take(row).unchanged == 1
    assert take((*row[:6], "2026-12-31")).imported == 1
    post = unit.posts.get()
    assert post.ends_on == date(2026, 12, 31)
    assert TrailEntry.objects.about(unit).first().changes == {"ends_on": ["", "2026-12-31"]}
    take(row)
    post.refresh_from_db()
    assert post.ends_on == date(2026, 12, 31)


def test_the_same_row_twice_and_a_post_held_already_are_refused(take, unit):
    assert refused(take(WU, WU)) == [(3, "账号", "wuxiao")]
    report = take(("王建国", "wangjianguo", "责任单位", "马桥村", "", "2026-11-01", ""))
    assert refused(report) == [(2, "起始日期", "2026-11-01")]


def test_an_account_that_ended_gets_no_post_from_a_file(take, unit):
    unit.is_active = False
    unit.save()
    assert take(("王建国", "wangjianguo", "责任单位", "马桥村", "", "", "")).unchanged == 1
    report = take(("王建国", "wangjianguo", "责任单位", "焦山村", "", "", ""))
    assert refused(report) == [(2, "账号", "wangjianguo")]


def test_a_file_cannot_end_the_last_administrator(take, admin):
    with pytest.raises(Exception, match="管理员"):
        take(("系统管理员", "xitong", "系统管理员", "枫河街道", "", "", "2026-12-31"))
    assert admin.posts.get().ends_on is None


def test_a_list_without_accounts_says_which_column_it_needs(take):
    with pytest.raises(FileProblem, match="账号"):
        take(("吴晓", "马桥村"), headings=("姓名", "单位"))


def test_only_an_administrator_brings_people_in(take, office):
    with pytest.raises(FileProblem):
        take(WU, by=office)


def test_a_formula_without_a_result_is_named(tmp_path, town, admin, now):
    import xlsxwriter

    book = xlsxwriter.Workbook(str(tmp_path / "f.xlsx"))
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["姓名", "账号"])
    sheet.write(1, 0, "吴晓")
    sheet.write_formula(1, 1, "=A1&1", None, "")
    book.close()
    report = take_people(path=tmp_path / "f.xlsx", by=admin, now=now)
    assert [row.field for row in report.rejected] == ["账号"]


def test_what_goes_out_comes_back_unchanged(tmp_path, town, admin, office, unit, other_unit, inspector, now):
    zone = UnitFactory(name="一组", kind=UnitKind.ZONE, parent=town.village)
    UnitFactory(name="一组", kind=UnitKind.ZONE, parent=town.other_village)
    give(unit, Role.UNIT, zone, ends_on=YESTERDAY)
    make_person("=张𠮷", Role.UNIT, town.department, username="+zhang")
    other_unit.is_active = False
    other_unit.save()
    lonely = User(username="nobody", display_name="无岗位")
    lonely.set_unusable_password()
    lonely.save()
    book = ExcelBook()
    table = book.add_table("", EXPORT_COLUMNS)
    for row in export_rows(User.objects.order_by("pk").with_posts(), unit_names()):
        table.add(row)
    path = tmp_path / "人员.xlsx"
    path.write_bytes(book.finish().read())
    report = take_people(path=path, by=admin, now=now)
    assert not report.rejected, [(row.row, row.field, row.reason) for row in report.rejected]
    assert (report.imported, report.unchanged) == (0, report.rows)
