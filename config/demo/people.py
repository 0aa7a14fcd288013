"""The people of the demo. The first five are the accounts that are told to whoever tries the product."""

from datetime import datetime

from django.conf import settings
from django.contrib.auth.hashers import make_password

from config.demo.dates import FIRST_DAY_OF_ALL
from config.demo.town import HOME
from core.models import Post, Role, Unit, User

PEOPLE = [
    ("office", "李敏", Role.OFFICE, HOME),
    ("leader", "周立新", Role.LEADER, HOME),
    ("inspector", "刘志强", Role.INSPECTOR, HOME),
    ("unit", "王建国", Role.UNIT, "集镇保洁公司"),
    ("admin", "系统管理员", Role.ADMIN, HOME),
    ("office2", "陈静", Role.OFFICE, HOME),
    ("inspector2", "孙丽娟", Role.INSPECTOR, HOME),
    ("inspector3", "赵文斌", Role.INSPECTOR, HOME),
    ("fenghe", "何大勇", Role.UNIT, "枫河村"),
    ("qianwan", "钱志明", Role.UNIT, "钱湾村"),
    ("maqiao", "马德顺", Role.UNIT, "马桥村"),
    ("jiaoshan", "焦玉兰", Role.UNIT, "焦山村"),
    ("nantuo", "黄晓梅", Role.UNIT, "南拓社区"),
    ("jizhen", "吴建华", Role.UNIT, "集镇社区"),
    ("chengjian", "张伟", Role.UNIT, "城建办"),
    ("zhifa", "徐军", Role.UNIT, "综合执法队"),
    ("shehui", "郑小燕", Role.UNIT, "社会事务办"),
    ("zongzhi", "罗海波", Role.UNIT, "综治办"),
    ("fengqian", "何春生", Role.UNIT, "枫钱保洁队"),
    ("majiao", "马小军", Role.UNIT, "马焦保洁队"),
]

INSPECTORS = ("inspector", "inspector2", "inspector3")


def make_people(units: dict[str, Unit], joined: datetime) -> dict[str, User]:
    """Makes users and posts; gives the users by name of account."""
    password = make_password(settings.DEMO_PASSWORD)  # once: a hash is slow on purpose
    users = User.objects.bulk_create(
        User(
            username=username,
            display_name=name,
            password=password,
            is_demo=True,
            is_staff=role == Role.ADMIN,
            is_superuser=role == Role.ADMIN,
            date_joined=joined,
        )
        for username, name, role, _unit in PEOPLE
    )
    Post.objects.bulk_create(
        Post(user=user, role=role, unit=units[unit], starts_on=FIRST_DAY_OF_ALL)
        for user, (_username, _name, role, unit) in zip(users, PEOPLE, strict=True)
    )
    return {user.username: user for user in users}


def people_by_unit(people: dict[str, User]) -> dict[str, User]:
    """Who works for a responsible unit, by the unit's name."""
    return {unit: people[username] for username, _name, role, unit in PEOPLE if role == Role.UNIT}
