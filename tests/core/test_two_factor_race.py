"""Several browsers at the same moment: one comes in with a code, and a person has one set of recovery codes."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_otp.plugins.otp_static.models import StaticDevice

from core.account import two_factor
from core.errors import DomainError
from core.models import User
from tests.core.second_step import code_of, give_phone
from tests.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("kind", ["app", pytest.param("recovery", marks=pytest.mark.long)])
def test_a_code_used_twice_at_once_is_taken_once(office, kind):
    now = timezone.now()
    phone = give_phone(office, now - timedelta(minutes=5))
    code = code_of(phone.key) if kind == "app" else phone.codes[0]

    def enter():
        try:
            two_factor.check_code(user=User.objects.get(pk=office.pk), code=code, now=now)
        except DomainError:
            return False
        return True

    assert sorted(at_once([enter] * 4)) == [False, False, False, True]


def test_codes_renewed_at_once_are_one_set(office):
    now = timezone.now()
    give_phone(office, now - timedelta(minutes=5))
    given = at_once([lambda: two_factor.renew_codes(user=User.objects.get(pk=office.pk), now=now)] * 4)
    assert len(given) == 4
    assert two_factor.codes_left(office) == two_factor.RECOVERY_CODES
    assert StaticDevice.objects.filter(user=office).count() == 1
