"""Drives of the demo: the report's June drive and its fifteen days, one of the year before, and one that is under way."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random

from campaign.models import Drive, DriveAftercheck, DriveResult, DriveWork, DriveZone
from campaign.selectors.drive_totals import totals_by_drive
from config.demo.sheets import make_key
from core.models import Measure, Photo, PhotoPurpose
from core.quantities import Exactness
from core.trail import entry_of, record_many

GARBAGE, CORNERS, GREEN, BOARDS, AWNINGS, WALL = (
    "清运垃圾", "清理卫生死角", "修剪绿化带", "拆除破损广告", "拆除违建遮阳棚", "制作文化墙",
)  # fmt: skip
WORKS = {GARBAGE: "车", CORNERS: "处", GREEN: "平方米", BOARDS: "块", AWNINGS: "处", WALL: "平方米"}
ALL_TAKE_PART = "办事处机关干部全员参与，分组分片包干"
MORE, ODD = Exactness.MORE, Exactness.ODD

Done = tuple[int, str, int, str]
"""Day of the drive (from 0), work, quantity, exactness."""


@dataclass(frozen=True)
class Zone:
    """scene: what its photos before and after show; kept: what was left after 14 and 30 days, with a word about it."""

    name: str
    unit: str
    group: str
    in_charge: str
    people: int
    task: str
    done: tuple[Done, ...]
    scene: str = ""
    kept: tuple[tuple[int, str], ...] = ()


JUNE = (
    Zone("南拓片", "南拓社区", "第一组（城建办、南拓社区）", "张伟", 14, "南拓一路至三路两侧",
         ((0, GARBAGE, 6, ""), (1, GARBAGE, 5, ""), (1, CORNERS, 2, ""), (2, GREEN, 1800, ""), (3, WALL, 500, ""), (2, AWNINGS, 4, "")),
         kept=((90, ""), (82, "排水沟边又有倾倒"))),
    Zone("集镇片", "集镇社区", "第二组（综合执法队、集镇社区）", "徐军", 18, "集镇老街、背街和农贸市场周边",
         ((0, GARBAGE, 8, ODD), (1, CORNERS, 4, ""), (2, BOARDS, 68, ""), (3, AWNINGS, 8, ""), (4, WALL, 300, ""), (3, GREEN, 1500, "")),
         scene="alley", kept=((85, "背街有2处乱堆"), (70, "市场北门又出店经营"))),
    Zone("国道片", "枫河村", "第三组（综治办、枫河村）", "罗海波", 12, "G318国道沿线",
         ((1, GARBAGE, 11, ""), (2, CORNERS, 1, ""), (3, BOARDS, 40, ""), (4, GREEN, 1700, MORE)),
         kept=((88, ""), (80, ""))),
)  # fmt: skip
"""Together 30余车, 7处, 5000多平方米, 108块, 12处, 800平方米."""

FIFTEEN = (
    Zone("国道沿线", "枫河村", "第一组（分管副主任带队）", "何大勇", 16, "国道边、河边垃圾和堆场清理", (), "ditch",
         ((92, ""), (85, "桥头有零星倾倒"))),
    Zone("集镇老街", "集镇社区", "第二组（综合执法队、集镇社区）", "徐军", 15, "店外经营、乱贴乱画、破损广告", (), "street",
         ((86, "3家店外经营反弹"), (74, "店外经营反弹较多"))),
    Zone("南拓新区", "南拓社区", "第三组（城建办、南拓社区）", "张伟", 13, "工地周边、排水沟和绿化带", (), "",
         ((94, ""), (90, ""))),
    Zone("村组道路", "马桥村", "第四组（妇联、团委、各村）", "马德顺", 20, "村边、路边卫生死角", (), "village",
         ((89, ""), (83, "马桥村二组垃圾外溢"))),
)  # fmt: skip
SPRING = (
    Zone("集镇", "集镇社区", "第一组", "吴建华", 10, "集镇主次干道", ((0, GARBAGE, 12, ""), (1, CORNERS, 3, ""), (2, BOARDS, 45, "")),
         kept=((80, ""), (62, "反弹明显"))),
    Zone("枫河", "枫河村", "第二组", "何大勇", 9, "枫焦路沿线", ((0, GARBAGE, 7, ""), (2, GREEN, 1600, "")), kept=((84, ""), (71, ""))),
)  # fmt: skip
NOW = (
    Zone("集镇主次干道", "集镇保洁公司", "保洁组", "王建国", 12, "老街、枫焦路清扫清运", ()),
    Zone("农贸市场周边", "综合执法队", "执法组", "徐军", 8, "店外经营、乱停乱放", ()),
    Zone("枫河沿线", "枫河村", "枫河组", "何大勇", 10, "河边、桥头垃圾", ()),
)


def make_drives(story) -> None:
    """story: the loader, with its dates, town, units, people and shelf of photos."""
    works = make_works()
    year, today = story.dates.report_year, story.dates.today
    maker = _Maker(story, works)
    maker.make("春季清洁行动", date(year - 1, 4, 10), 5, SPRING, "干干净净迎检查", "集镇及枫焦路沿线集中清扫",
               "清运集镇积存垃圾，整治主干道两侧环境。月后回访反弹明显，下步把突击整治与日常保洁结合。")  # fmt: skip
    maker.make("六月集镇环境突击整治", date(year, 6, 8), 7, JUNE, "集中整治，美化集镇", "卫生死角、破损广告、违建遮阳棚、绿化带",
               "集镇环境明显改观，文化墙上墙。卫生死角交由所在社区包保。")  # fmt: skip
    rng = Random("fifteen days")
    fifteen = tuple(_with_done(zone, _daily(rng, 15)) for zone in FIFTEEN)
    maker.make("三线四边环境突击整治", date(year, 9, 1), 15, fifteen, "奋战十五天、环境大改观", "国道沿线、集镇、村边、河边的垃圾和乱象",
               "十五天内四个片区每日有进度，三线四边环境大改观。")  # fmt: skip
    rng = Random("under way")
    now = tuple(_with_done(zone, _daily(rng, 4)) for zone in NOW)
    maker.make(
        "集镇周边清脏治乱行动", today - timedelta(days=4), 10, now, "日日清、处处净", "清运积存垃圾，整治乱堆乱放", ""
    )
    maker.store()


def make_works() -> dict[str, DriveWork]:
    measures = {name: Measure.objects.get_or_create(name=name)[0] for name in dict.fromkeys(WORKS.values())}
    works = [
        DriveWork(name=name, measure=measures[one], order=order) for order, (name, one) in enumerate(WORKS.items(), 1)
    ]
    return {work.name: work for work in DriveWork.objects.bulk_create(works)}


def _daily(rng: Random, days: int) -> tuple[Done, ...]:
    """What a zone did day by day; now and then nothing of a work."""
    done = []
    for day in range(days):
        done.append((day, GARBAGE, rng.randint(1, 3), ""))
        if rng.random() < 0.5:
            done.append((day, CORNERS, rng.randint(1, 2), ""))
        if rng.random() < 0.3:
            done.append((day, GREEN, rng.randint(2, 9) * 20, ""))
        if rng.random() < 0.3:
            done.append((day, BOARDS, rng.randint(2, 12), ""))
    return tuple(done)


def _with_done(zone: Zone, done: tuple[Done, ...]) -> Zone:
    return Zone(zone.name, zone.unit, zone.group, zone.in_charge, zone.people, zone.task, done, zone.scene, zone.kept)


class _Maker:
    """Collects rows of all drives and stores them in bulk."""

    def __init__(self, story, works: dict[str, DriveWork]):
        self.story, self.works, self.rng = story, works, Random("drives")
        self.office = story.people["office"]
        self.results: list[DriveResult] = []
        self.looks: list[DriveAftercheck] = []
        self.photos: list[Photo] = []
        self.trail: list = []
        self.to_close: list[tuple[Drive, str]] = []

    def make(self, name, first: date, days: int, zones, slogan: str, aims: str, outcome: str) -> Drive:
        story = self.story
        drive = Drive.objects.create(
            town=story.town, name=name, slogan=slogan, aims=aims, starts_on=first,
            ends_on=first + timedelta(days=days - 1), taking_part=ALL_TAKE_PART,
        )  # fmt: skip
        self._tell(drive, "create", first - timedelta(days=5))
        for order, zone in enumerate(zones):
            self._zone(drive, order, zone)
        if outcome:
            self.to_close.append((drive, outcome))
        return drive

    def _zone(self, drive: Drive, order: int, zone: Zone) -> None:
        row = DriveZone.objects.create(
            drive=drive, name=zone.name, unit=self.story.units[zone.unit], group=zone.group, in_charge=zone.in_charge,
            people=zone.people, task=zone.task, order=order,
        )  # fmt: skip
        for day, work, quantity, exactness in zone.done:
            self._result(drive, row, drive.starts_on + timedelta(days=day), self.works[work], quantity, exactness)
        for days, (percent, note) in zip((14, 30), zone.kept, strict=False):
            looked_on = drive.ends_on + timedelta(days=days)
            self.looks.append(
                DriveAftercheck(
                    drive=drive,
                    zone=row,
                    days_after=days,
                    looked_on=looked_on,
                    kept_percent=percent,
                    note=note,
                    looked_by=self.story.people["inspector"],
                )
            )
        if zone.scene:
            self._photos(drive, row, zone.scene)

    def _result(self, drive, zone, day: date, work: DriveWork, quantity: int, exactness: str) -> None:
        self.results.append(
            DriveResult(
                drive=drive,
                zone=zone,
                day=day,
                work=work,
                measure=work.measure,
                quantity=Decimal(quantity),
                exactness=exactness or Exactness.EXACT,
                key=make_key(self.rng),
                entered_by=self.office,
                entered_at=self._at(day),
            )
        )

    def _photos(self, drive: Drive, zone: DriveZone, scene: str) -> None:
        """Pictures that are drawn for other records anyway."""
        for left, purpose, day in ((1, PhotoPurpose.BEFORE, drive.starts_on), (0, PhotoPurpose.AFTER, drive.ends_on)):
            photo = self.story.shelf.photo(scene, "lot 0", left, purpose=purpose, by=self.office, at=self._at(day))
            photo.subject = zone
            self.photos.append(photo)

    def _at(self, day: date) -> datetime:
        return min(self.story.dates.at(day, 17, 20), self.story.dates.now)

    def _tell(self, drive: Drive, verb: str, day: date, **more) -> None:
        self.trail.append(entry_of(subject=drive, by=self.office, verb=verb, at=self._at(day), **more))

    def store(self) -> None:
        DriveResult.objects.bulk_create(self.results, batch_size=500)
        DriveAftercheck.objects.bulk_create(self.looks)
        Photo.objects.bulk_create(self.photos)
        drives = [drive for drive, _outcome in self.to_close]
        totals = totals_by_drive(drives)
        for drive, outcome in self.to_close:
            day = drive.ends_on + timedelta(days=2)
            drive.outcome, drive.closed_at, drive.closed_by = outcome, self._at(day), self.office
            frozen = {total.work: ["", total.words] for total in totals[drive.pk]}
            self._tell(drive, "close_drive", day, changes=frozen, reason=outcome)
        Drive.objects.bulk_update(drives, ["outcome", "closed_at", "closed_by"])
        record_many(self.trail)
