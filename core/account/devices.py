"""A device in words: which browser on what, from what the browser says of itself. Pure: text in, codes and words out.

It is a help to recognise one's own sign-ins, no proof of anything: a browser may say what it likes.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

BROWSERS: tuple[tuple[str, str, Promise | str], ...] = (
    # what its text holds (in small letters), the code that is kept, its name; the first that fits counts
    ("wxwork", "wecom", _("WeCom")),
    ("micromessenger", "wechat", _("WeChat")),
    ("dingtalk", "dingtalk", _("DingTalk")),
    ("qqbrowser", "qq", _("QQ Browser")),
    ("ucbrowser", "uc", _("UC Browser")),
    ("quark", "quark", _("Quark")),
    ("huaweibrowser", "huawei", _("Huawei Browser")),
    ("arkweb", "arkweb", _("Huawei Browser")),
    ("miuibrowser", "xiaomi", _("Xiaomi Browser")),
    ("heytapbrowser", "oppo", _("OPPO Browser")),
    ("vivobrowser", "vivo", _("vivo Browser")),
    ("samsungbrowser", "samsung", _("Samsung Internet")),
    ("edg", "edge", "Edge"),
    ("opr/", "opera", "Opera"),
    ("firefox", "firefox", "Firefox"),
    ("fxios", "firefox", "Firefox"),
    ("crios", "chrome", "Chrome"),
    ("chrome", "chrome", "Chrome"),
    ("safari", "safari", "Safari"),
)
SYSTEMS: tuple[tuple[str, str, Promise | str], ...] = (
    ("openharmony", "harmony", _("HarmonyOS device")),
    ("harmonyos", "harmony", _("HarmonyOS device")),
    ("ipad", "ipad", "iPad"),
    ("iphone", "iphone", "iPhone"),
    ("android", "android", _("Android phone")),
    ("windows", "windows", _("Windows computer")),
    ("macintosh", "mac", _("Mac computer")),
    ("linux", "linux", _("Linux computer")),
)
HANDHELD = frozenset({"harmony", "ipad", "iphone", "android"})
NAMES = {code: name for _sign, code, name in (*BROWSERS, *SYSTEMS)}


@dataclass(frozen=True)
class Device:
    """browser, system: codes of the tables above, '' where the text says nothing that is known."""

    browser: str = ""
    system: str = ""

    @property
    def words(self) -> str:
        """'Chrome · Windows computer'."""
        known = [str(NAMES[code]) for code in (self.browser, self.system) if code in NAMES]
        return " · ".join(known) or str(_("A device that does not say what it is"))

    @property
    def is_handheld(self) -> bool:
        return self.system in HANDHELD


def device_of(user_agent: str) -> Device:
    """user_agent: the header of that name, whatever it holds."""
    text = user_agent.lower()
    return Device(_first(BROWSERS, text), _first(SYSTEMS, text))


def _first(table: tuple[tuple[str, str, Promise | str], ...], text: str) -> str:
    return next((code for sign, code, _name in table if sign in text), "")
