"""The second step: what a code is worth, once; what stands in the database; who must have it."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from core.account import two_factor, two_factor_keys
from core.account.typed_codes import in_groups
from core.errors import DomainError
from core.models import Notice, Role, TrailEntry, User
from tests.core.second_step import code_of, give_phone, wrong_code_of
from tests.factories import UserFactory, make_person

pytestmark = pytest.mark.django_db


@pytest.fixture
def now():
    """The real moment: django-otp reads the clock itself."""
    return timezone.now()


@pytest.fixture
def phone(office, now):
    """Set up a while ago, so that the codes of now have not been used."""
    return give_phone(office, now - timedelta(minutes=5))


def check(user, code, now):
    return two_factor.check_code(user=user, code=code, now=now)


def refused(user, code, now) -> str:
    with pytest.raises(DomainError) as error:
        check(user, code, now)
    return error.value.code


def test_the_codes_of_now_of_one_step_before_and_of_one_after_are_taken(town, now):
    for steps in (-1, 0, 1):
        user = UserFactory()
        key = give_phone(user, now - timedelta(minutes=5)).key
        assert check(user, code_of(key, steps=steps), now) is False


def test_a_code_two_steps_off_is_refused(office, phone, now):
    # beyond the tolerated step whatever the clock does during the test: two steps before now, three after
    assert refused(office, code_of(phone.key, steps=-3), now) == "wrong_code"


def test_a_code_is_taken_once(office, phone, now):
    code = code_of(phone.key)
    check(office, code, now)
    assert refused(office, code, now) == "wrong_code"


def test_the_code_of_the_set_up_is_used_up_by_it(office, now):
    phone = give_phone(office, now)
    assert refused(office, code_of(phone.key), now) == "wrong_code"


def test_after_wrong_codes_one_has_to_wait_even_with_the_right_one(office, phone, now):
    assert refused(office, wrong_code_of(phone.key), now) == "wrong_code"
    assert refused(office, code_of(phone.key), now) == "too_many_codes"
    TOTPDevice.objects.update(throttling_failure_timestamp=now - timedelta(seconds=5))
    assert check(office, code_of(phone.key), now) is False


def test_full_width_digits_and_spaces_are_as_good_as_any(office, phone, now):
    code = code_of(phone.key)
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in code)
    check(office, f" {wide[:3]} {wide[3:]} ", now)


def test_a_recovery_code_works_once_and_the_trail_says_how_many_are_left(office, phone, now):
    shown = in_groups(phone.codes[3]).upper()
    assert check(office, shown, now) is True
    assert refused(office, shown, now) == "wrong_code"
    assert two_factor.codes_left(office) == 9
    assert TrailEntry.objects.about(office).get(verb="use_recovery_code").changes == {"recovery_codes": [10, 9]}


def test_a_recovery_code_of_somebody_else_is_worth_nothing(office, leader, phone, now):
    give_phone(leader, now)
    assert refused(leader, phone.codes[0], now) == "wrong_code"


def test_new_recovery_codes_make_the_old_ones_worthless(office, phone, now):
    codes = two_factor.renew_codes(user=office, now=now)
    assert refused(office, phone.codes[0], now) == "wrong_code"
    StaticToken.objects.first().device.throttle_reset()
    assert check(office, codes[0], now) is True


def test_neither_key_nor_recovery_codes_stand_in_trail_or_table(office, phone):
    stored = set(StaticToken.objects.values_list("token", flat=True))
    assert len(stored) == 10 and stored.isdisjoint(phone.codes)
    told = " ".join(f"{entry.changes} {entry.reason}" for entry in TrailEntry.objects.about(office))
    assert phone.key not in told and two_factor_keys.key_text(phone.key) not in told


def test_the_key_is_shown_in_groups_of_four_and_the_symbol_says_the_same(office, town):
    key = "00112233445566778899aabbccddeeff00112233"
    groups = two_factor_keys.key_groups(key)
    assert {len(group) for group in groups} == {4}
    address = two_factor_keys.key_address(office, key)
    assert address.startswith("otpauth://totp/") and f"secret={''.join(groups)}&" in address
    assert "limin?" in address and "digits=6&period=30" in address


def test_a_wrong_first_code_turns_nothing_on(office, now):
    key = two_factor_keys.new_key()
    with pytest.raises(DomainError):
        two_factor.turn_on(user=office, key=key, code=wrong_code_of(key), now=now)
    assert User.objects.get(pk=office.pk).two_factor_since is None
    assert not TOTPDevice.objects.exists()


def test_it_is_not_turned_on_twice(office, phone, now):
    with pytest.raises(DomainError):
        give_phone(office, now)
    assert TOTPDevice.objects.get().key == phone.key


def test_turning_it_off_leaves_no_device_and_no_code(office, phone, now):
    for _press in range(2):
        two_factor.turn_off(user=office, now=now)
    assert User.objects.get(pk=office.pk).two_factor_since is None
    assert TrailEntry.objects.about(office).filter(verb="turn_off_two_factor").count() == 1
    assert not TOTPDevice.objects.exists() and not StaticToken.objects.exists()


def test_a_reset_says_who_did_it(office, admin, phone, now):
    two_factor.reset(user=office, by=admin, now=now)
    assert User.objects.get(pk=office.pk).two_factor_since is None
    assert TrailEntry.objects.about(office).get(verb="reset_two_factor").by == admin


def test_who_is_reset_is_told_and_what_to_do(office, admin, phone, now):
    two_factor.reset(user=office, by=admin, now=now)
    told = Notice.objects.get(user=office)
    assert "两步验证" in told.title and admin.display_name in told.text and told.path == "/accounts/me/"


def test_nobody_resets_their_own_and_nothing_is_reset_twice(admin, office, now):
    give_phone(admin, now)
    for person in (admin, office):
        with pytest.raises(DomainError):
            two_factor.reset(user=person, by=admin, now=now)


def test_the_command_resets_for_the_last_administrator(admin, now, capsys):
    give_phone(admin, now)
    call_command("reset_two_factor", "xitong")
    assert User.objects.get(pk=admin.pk).two_factor_since is None
    assert TrailEntry.objects.about(admin).get(verb="reset_two_factor").by is None
    for account in ("xitong", "nobody"):
        with pytest.raises(CommandError):
            call_command("reset_two_factor", account)


def test_administrators_must_have_it_where_the_installation_says_so(settings, admin, office, leader):
    assert not two_factor.must_have(admin)
    settings.TWO_FACTOR_ADMINS = True
    by_post = make_person("又一管理员", Role.ADMIN)
    User.objects.filter(pk=by_post.pk).update(is_staff=False, is_superuser=False)
    by_staff = UserFactory(is_staff=True)
    assert all(two_factor.must_have(user) for user in (admin, User.objects.get(pk=by_post.pk), by_staff))
    assert not two_factor.must_have(office) and not two_factor.must_have(leader)
