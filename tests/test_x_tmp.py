import pytest
from django.db import connection
@pytest.mark.django_db
def test_a(): assert connection.vendor != "sqlite"
def test_b(): import time; time.sleep(1)
