"""A device in words, from what its browser says of itself."""

import pytest
from django.utils import translation

from core.account.devices import Device, device_of

SAID = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36": ("chrome", "windows"),
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36 Edg/126.0": ("edge", "windows"),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Mobile/15E148 Safari/604.1": ("safari", "iphone"),
    "Mozilla/5.0 (Linux; Android 14; V2307A) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.49": ("wechat", "android"),
    "Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/114.0 Safari/537.36 ArkWeb/4.1 Mobile": ("arkweb", "harmony"),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:128.0) Gecko/20100101 Firefox/128.0": ("firefox", "mac"),
    "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Safari/537.36": ("chrome", "linux"),
    "curl/8.5": ("", ""),
    "": ("", ""),
}  # fmt: skip


@pytest.mark.parametrize("said", SAID)
def test_browser_and_system_are_known(said):
    device = device_of(said)
    assert (device.browser, device.system) == SAID[said]


def test_it_is_said_in_words_and_never_in_the_browsers_own():
    with translation.override("zh-hans"):
        assert Device("wechat", "android").words == "微信 · 安卓手机"
        assert device_of('<script>alert("x")</script>').words == "未标明型号的设备"
    assert Device("wechat", "android").is_handheld and not Device("chrome", "windows").is_handheld
