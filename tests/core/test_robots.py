"""What is posted to a group's robot, what its answers mean, and that its address stays a secret."""

import base64
import hashlib
import hmac
import logging
from datetime import UTC, datetime
from traceback import format_exception
from urllib.parse import parse_qs, urlsplit

import pytest

from core.errors import DomainError
from core.models import Robot
from core.telling.outgoing import NotSent, TooMany, Unclear
from core.telling.robots import MOST_BYTES, body, check_address, masked, post, signed
from tests.receiver import receiving


@pytest.fixture
def receiver(settings):
    settings.ROBOT_HOSTS = ["127.0.0.1"]
    with receiving() as made:
        yield made


@pytest.fixture
def send(receiver, now):
    def one(flavour="wecom", secret="", url=None, title="新任务", text="马桥垃圾房"):
        robot = Robot(name="环卫群", flavour=flavour, url=url or receiver.url, secret=secret)
        post(robot=robot, title=title, text=text, link="https://town.example/rectification/1/", now=now)

    return one


def test_a_message_is_plain_text_with_the_link_below(send, receiver):
    send()
    assert receiver.got[0]["body"] == {
        "msgtype": "text",
        "text": {"content": "新任务\n马桥垃圾房\nhttps://town.example/rectification/1/"},
    }
    assert receiver.got[0]["query"] == {"key": ["very-secret-1234"]}


def test_dingtalk_is_signed_as_it_asks(send, receiver, now):
    send("dingtalk", secret="SEC123")
    query = receiver.got[0]["query"]
    assert query["timestamp"] == [str(int(now.timestamp() * 1000))]
    told = f"{query['timestamp'][0]}\nSEC123".encode()
    assert query["sign"] == [base64.b64encode(hmac.new(b"SEC123", told, hashlib.sha256).digest()).decode()]


def test_the_signature_of_a_known_moment():
    """Worked out with: printf '%s\\nSECx' 1795395600000 | openssl dgst -sha256 -hmac SECx -binary | base64"""
    moment = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
    query = parse_qs(urlsplit(signed("https://oapi.dingtalk.com/robot/send?access_token=a", "SECx", moment)).query)
    assert query == {
        "access_token": ["a"],
        "timestamp": ["1795395600000"],
        "sign": ["VwpLMAr0D/Rw5WUZdV/PxVGrAD4EHsvRqbeK7jDzRKk="],
    }


def test_a_long_message_is_cut_and_keeps_its_link():
    link = "https://town.example/rectification/1/"
    content = body("题" * 100, "字" * 3000, link)["text"]["content"]
    assert len(content.encode()) <= MOST_BYTES and content.endswith(f"\n{link}")


@pytest.mark.parametrize(
    "answer", [(500, {}), (404, "nothing"), (302, ""), (200, {"errcode": 93000, "errmsg": "invalid"})]
)
def test_a_refusal_is_surely_not_sent(send, receiver, answer):
    receiver.answers = [answer]
    with pytest.raises(NotSent):
        send()
    assert len(receiver.got) == 1, "no redirect is followed"


@pytest.mark.parametrize("answer", [(200, {"errcode": 45009}), (200, {"errcode": 130101}), (429, {})])
def test_too_many_in_a_short_time_is_told_apart(send, receiver, answer):
    receiver.answers = [answer]
    with pytest.raises(TooMany):
        send()


@pytest.mark.parametrize("answer", [(200, None), (200, 0.6), (504, {}), (200, "<html>"), (200, [])])
def test_no_answer_or_one_that_nobody_understands_is_unclear(send, receiver, monkeypatch, answer):
    monkeypatch.setattr("core.telling.robots.TIMEOUT", 0.2)
    receiver.answers = [answer]
    with pytest.raises(Unclear):
        send()


def test_a_server_that_is_not_there_is_surely_not_sent(send, receiver):
    receiver.server.socket.close()
    with pytest.raises(NotSent) as caught:
        send(url="http://127.0.0.1:9/send?key=very-secret-1234")
    assert caught.value.way_is_shut and "secret" not in str(caught.value)


@pytest.mark.parametrize(
    "answer", [(500, {}), (200, None), (200, {"errcode": 1, "errmsg": "bad very-secret-1234 SEC9"})]
)
def test_no_log_and_no_message_names_the_address_or_the_key(send, receiver, caplog, answer):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("urllib3").setLevel(logging.ERROR)  # as config.settings has it
    receiver.answers = [answer]
    with pytest.raises((NotSent, Unclear)) as caught:
        key = "SEC9"
        send("dingtalk", key)
    everything = f"{''.join(format_exception(caught.value))} {caplog.text}"
    assert "very-secret" not in everything and "SEC9" not in everything


def test_the_settings_keep_the_http_library_from_logging_addresses(settings):
    assert settings.LOGGING["loggers"]["urllib3"]["level"] == "ERROR"


@pytest.mark.parametrize(
    "url",
    [
        "https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=1",
        "https://oapi.dingtalk.com/robot/send?access_token=1",
        "https://QYAPI.weixin.qq.com:443/cgi-bin/webhook/send?key=1",
    ],
)
def test_the_two_official_hosts_are_allowed(url):
    check_address(url)


@pytest.mark.parametrize(
    "url",
    [
        "http://qyapi.weixin.qq.com/send?key=1",
        "https://qyapi.weixin.qq.com:8443/send",
        "https://192.168.1.1/send",
        "http://127.0.0.1:8000/",
        "https://localhost/",
        "https://qyapi.weixin.qq.com.evil.example/",
        "https://qyapi.weixin.qq.com@evil.example/",
        "https://evil.example\\@qyapi.weixin.qq.com/",
        "https://user@qyapi.weixin.qq.com/",
        "file:///etc/passwd",
        "https://[::1",
        "https://qyapi.weixin.qq.com:99999/",
    ],
)
def test_nothing_else_is_and_not_even_what_was_stored_before(url, now):
    with pytest.raises(DomainError):
        check_address(url)
    with pytest.raises(NotSent):
        post(robot=Robot(flavour="wecom", url=url), title="a", text="", link="", now=now)


def test_a_saved_address_is_shown_masked():
    assert (
        masked("https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=693a91f6-7xxx-4bc4") == "qyapi.weixin.qq.com/…4bc4"
    )
