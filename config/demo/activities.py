"""The activities and volunteer teams of the demo: what was held, what recurs and what is intended for the next year."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from campaign.models import Activity, ActivityKind, ActivitySeries, VolunteerTeam
from config.demo.dates import Dates
from config.demo.town import HOME
from core.trail import entry_of, record_many

MEETING, VOLUNTEERS, LAW, SPORTS, CULTURE, PUBLICITY, COMMENDED = KINDS = (
    "会议", "志愿服务", "普法教育", "体育活动", "文化活动", "宣传活动", "评选表彰",
)  # fmt: skip

OWN_TEAM = "枫河街道志愿者服务队"
VILLAGES = ("枫河村", "钱湾村", "马桥村", "焦山村")
OF_WOMEN = "巾帼志愿者服务队"
LAW_LESSONS, SPORTS_MEET, CLEANING_DAY = "集中普法教育", "街道全民运动会", "志愿环境保洁日"

MISSED_LESSON = (-1, 3)
"""Year before or after the report's, and quarter, in which the law lesson was left out."""
LESSON_DAYS = {1: (3, 12), 2: (5, 20), 3: (9, 10), 4: (11, 12)}


@dataclass(frozen=True)
class Held:
    """year: after the report's year. teams: 'own' the office's, 'women' those of all villages, else the villages named."""

    year: int
    day: tuple[int, int]
    title: str
    kind: str
    place: str = ""
    unit: str = HOME
    people: int | None = None
    hours: str | None = None
    teams: str = ""
    series: str = ""
    text: str = ""


ONCE = [
    Held(-2, (10, 18), "第三届街道全民运动会", SPORTS, "集镇小学操场", "社会事务办", 620, "4", "own", SPORTS_MEET,
         "各村、社区和机关组队，设拔河、接力、乒乓球等8个项目。"),
    Held(0, (1, 16), "文明创建动员会", MEETING, "街道会议室", people=86, text="部署全年创建任务，签订责任书。"),
    Held(0, (3, 5), "学雷锋矛盾调处志愿活动", VOLUNTEERS, "各村调解室", "综治办", 42, "3", "own", text="走访调处邻里纠纷11起。"),
    Held(0, (3, 8), "巾帼志愿者服务队成立活动", VOLUNTEERS, "各村文化广场", "妇联", 120, "2", "women"),
    Held(0, (4, 22), "文明知识进万家", PUBLICITY, "集镇主街", "社会事务办", 65, "2.5", "own women", text="发放文明手册，讲解门前三包。"),
    Held(0, (5, 15), "文明创建宣传栏更新", PUBLICITY, "集镇及四个村", "社会事务办", 18, "4", text="更新宣传栏、横幅和村村响广播稿。"),
    Held(0, (6, 12), "三线四边清理志愿活动", VOLUNTEERS, "国道沿线", people=150, hours="4", teams="own women"),
    Held(0, (7, 18), "婆媳邻里矛盾调处", VOLUNTEERS, "焦山村村部", "焦山村", 26, "2", "焦山村"),
    Held(0, (9, 24), "文明知识校园宣讲", PUBLICITY, "新校区", "团委", 210, "1.5", "own"),
    Held(0, (10, 1), "庆国庆广场文艺演出", CULTURE, "集镇文化广场", "社会事务办", 480),
    Held(0, (10, 26), "评优表彰会", COMMENDED, "街道会议室", people=95, text="表彰创建示范户、十星清洁户、好婆婆、好媳妇。"),
    Held(1, (1, 20), "下一年度文明创建动员大会", MEETING, "街道会议室", text="从政府参与转变到全民参与，各村各单位参加。"),
    Held(1, (3, 18), "创建工作表彰大会", COMMENDED, "街道会议室", text="表彰上一年度先进单位和个人。"),
    Held(1, (5, 1), "群众文体活动周", CULTURE, "集镇文化广场", "社会事务办", text="广场舞、戏曲、乒乓球赛，吸引居民参与。"),
    Held(1, (9, 15), "星级文明户、好人评比", COMMENDED, "各村、社区", "妇联", text="村（社区）推荐，公示后表彰。"),
]  # fmt: skip


def make_activities(story) -> None:
    """story: the loader with its town, units, people and dates."""
    maker = Maker(story)
    rows = [*ONCE, *lessons(story.dates), *cleaning_days(story.dates)]
    activities = [maker.activity(row) for row in sorted(rows, key=lambda row: (row.year, row.day))]
    Activity.objects.bulk_create(activities)
    maker.link_teams(activities)
    office = story.people["office"]
    made = [*maker.teams.values(), *maker.series.values(), *activities]
    record_many(entry_of(subject=one, by=office, verb="create", at=maker.entered_at(one)) for one in made)


def lessons(dates: Dates) -> Iterator[Held]:
    """One each quarter from the year before the report's until now; one of them was left out."""
    for year in range(dates.report_year - 1, dates.today.year + 1):
        for quarter, (month, day) in LESSON_DAYS.items():
            after = year - dates.report_year
            if (after, quarter) != MISSED_LESSON and date(year, month, day) <= dates.today:
                yield Held(
                    after, (month, day), f"第{'一二三四'[quarter - 1]}季度{LAW_LESSONS}", LAW, "集镇学校", "综治办",
                    180 + 15 * quarter, "1.5", series=LAW_LESSONS, text="为学校孩子们讲交通安全、防欺凌和反诈知识。",
                )  # fmt: skip


def cleaning_days(dates: Dates) -> Iterator[Held]:
    """One each month of the last year, each in another village, with the team of that village."""
    for back in range(12):
        months = dates.today.year * 12 + dates.today.month - 2 - back
        day, village = date(months // 12, months % 12 + 1, 18), VILLAGES[back % len(VILLAGES)]
        yield Held(
            day.year - dates.report_year, (day.month, day.day), f"{village}环境保洁志愿活动", VOLUNTEERS, village, village,
            22 + back * 5 % 17, "3", village, CLEANING_DAY, "清理房前屋后、河道边和村道两侧垃圾。",
        )  # fmt: skip


class Maker:
    """What activities name, by name."""

    def __init__(self, story):
        self.story, self.dates, self.town = story, story.dates, story.town
        made = ActivityKind.objects.bulk_create(
            ActivityKind(name=name, order=order) for order, name in enumerate(KINDS, start=1)
        )
        self.kinds = {kind.name: kind for kind in made}
        self.teams = {team.unit.name: team for team in VolunteerTeam.objects.bulk_create(self._teams())}
        self.series = {one.name: one for one in ActivitySeries.objects.bulk_create(self._series())}

    def _teams(self) -> Iterator[VolunteerTeam]:
        year = self.dates.report_year
        yield VolunteerTeam(
            town=self.town, name=OWN_TEAM, unit=self.town, makeup="机关干部、团员青年", leader="李敏", members=64,
            founded_on=date(year, 2, 20),
        )  # fmt: skip
        leaders = ("何桂芳", "钱晓燕", "马兰香", "焦丽萍")
        for number, (village, leader) in enumerate(zip(VILLAGES, leaders, strict=True)):
            yield VolunteerTeam(
                town=self.town, name=f"{village}{OF_WOMEN}", unit=self.story.units[village], makeup="本村妇女",
                leader=leader, members=26 + 4 * number, founded_on=date(year, 3, 8),
            )  # fmt: skip

    def _series(self) -> Iterator[ActivitySeries]:
        year, units = self.dates.report_year, self.story.units
        for name, kind, every, begin, unit in (
            (SPORTS_MEET, SPORTS, 36, date(year - 3, 1, 1), "社会事务办"),
            (LAW_LESSONS, LAW, 3, date(year - 1, 1, 1), "综治办"),
            (CLEANING_DAY, VOLUNTEERS, 1, self._year_ago(), HOME),
        ):
            yield ActivitySeries(
                town=self.town, name=name, kind=self.kinds[kind], every_months=every, starts_on=begin, unit=units[unit]
            )

    def _year_ago(self) -> date:
        months = self.dates.today.year * 12 + self.dates.today.month - 13
        return date(months // 12, months % 12 + 1, 1)

    def activity(self, row: Held) -> Activity:
        day = date(self.dates.report_year + row.year, *row.day)
        activity = Activity(
            town=self.town, title=row.title, kind=self.kinds[row.kind], series=self.series.get(row.series), held_on=day,
            is_held=day <= self.dates.today, place=row.place, unit=self.story.units[row.unit], people=row.people,
            hours=row.hours and Decimal(row.hours), text=row.text,
        )  # fmt: skip
        activity.held_by_teams = [self.teams[name] for name in self._named(row.teams)]
        return activity

    def _named(self, teams: str) -> list[str]:
        names = {"own": (HOME,), "women": VILLAGES}
        return [name for word in teams.split() for name in names.get(word, (word,))]

    def link_teams(self, activities: list[Activity]) -> None:
        links = Activity.teams.through
        links.objects.bulk_create(
            links(activity=activity, volunteerteam=team) for activity in activities for team in activity.held_by_teams
        )

    def entered_at(self, one):
        """The day after it happened, as an office does; what lies ahead, this morning."""
        day = getattr(one, "held_on", None) or getattr(one, "founded_on", None) or self.dates.today
        moment = self.dates.at(day, 17, 20)
        return min(moment, self.dates.now)
