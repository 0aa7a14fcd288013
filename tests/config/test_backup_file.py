"""The file of a backup: any byte that is not as it was written is found, and it never stands half written under its name."""

import io
import json
import operator
import os
import signal
import subprocess
import sys
import tarfile
from dataclasses import fields
from functools import reduce

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from config.backup import checking
from config.backup import pack as packing
from config.backup.checking import checked
from config.backup.errors import NoSpace, Touched
from config.backup.manifest import MANIFEST, VERSION, KeptTable, Manifest, is_safe, read_files
from config.backup.pack import BLOCK, END, header, leftovers, reading, writing
from config.backup.routine import in_words
from core.errors import DomainError
from tests.config.backup_scenes import write_small


@pytest.fixture(scope="module")
def sound(tmp_path_factory) -> bytes:
    return write_small(tmp_path_factory.mktemp("sound") / "backup.tar").read_bytes()


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    return tmp_path_factory.mktemp("touched") / "backup.tar"


def written() -> bytes:
    """A sound manifest of one table."""
    table = KeptTable("core_unit", [["id", "integer"]], 2, 8, "0" * 64, 2)
    return Manifest("2026-11-23T09:00:00+08:00", "1.0", "sqlite", "枫河街道", [], [table], 3, 9, "0" * 64).written()


def refused(scratch, content: bytes) -> None:
    scratch.write_bytes(content)
    with pytest.raises(Touched), checked(scratch):
        pass


def members_of(content: bytes) -> list[tuple[int, int]]:
    """Where each member with its header begins and ends."""
    with tarfile.open(fileobj=io.BytesIO(content)) as tar:
        return [(one.offset, one.offset_data + one.size + -one.size % BLOCK) for one in tar.getmembers()]


def test_a_sound_file_is_whole(tmp_path):
    with checked(write_small(tmp_path / "backup.tar")) as found:
        assert found.manifest.town == "枫河街道" and found.manifest.rows == 2
        assert [kept.path for kept, _member in found.files()] == [f"media/ab/{n}.jpg" for n in (1, 2, 3)]


def test_a_list_of_files_of_many_pieces_is_read_while_the_files_are(tmp_path, monkeypatch):
    """As a restore does with ten thousand photos: between two pieces of the list it reads what the list names."""
    for module in (packing, checking):
        monkeypatch.setattr(module, "AT_ONCE", 50)
    contents = [f"{number}".encode() * 40 for number in range(20)]
    with checked(write_small(tmp_path / "backup.tar", contents=contents)) as found:
        assert [b"".join(reading(found.file, member)) for _kept, member in found.files()] == contents


def test_any_tar_program_opens_it(sound):
    with tarfile.open(fileobj=io.BytesIO(sound)) as tar:
        assert tar.extractfile("tables/core_unit.tsv").read() == b"1\tx\n2\t\\N\n"
        assert tar.extractfile("files/00000001").read() == b"one"


def test_one_of_the_first_kind_which_has_the_tables_before_the_files_is_whole_too(tmp_path, scratch):
    first = write_small(tmp_path / "backup.tar", version=1)
    with checked(first) as found:
        assert found.manifest.rows == 2 and len(list(found.files())) == 3
    content = first.read_bytes()
    (start, middle), (_middle, end) = members_of(content)[:2]
    refused(scratch, content[middle:end] + content[start:middle] + content[end:])


def test_one_of_a_kind_to_come_is_refused_in_words(tmp_path):
    file = write_small(tmp_path / "backup.tar", version=VERSION + 1)
    with pytest.raises(Touched, match="更新"), checked(file):
        pass


@given(st.integers(0, 1 << 40))
def test_a_header_is_the_one_that_tarfile_makes(size):
    info = tarfile.TarInfo("files/00000001")
    info.size = size
    assert header(info.name, size) == info.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")


@given(st.data())
def test_a_byte_changed_anywhere_is_found(sound, scratch, data):
    at = data.draw(st.integers(0, len(sound) - 1))
    other = data.draw(st.integers(0, 255).filter(lambda byte: byte != sound[at]))
    refused(scratch, sound[:at] + bytes([other]) + sound[at + 1 :])


@given(st.data())
def test_a_file_that_was_cut_off_is_refused(sound, scratch, data):
    refused(scratch, sound[: data.draw(st.integers(0, len(sound) - 1))])


@given(st.binary(min_size=1, max_size=2000))
def test_nothing_may_follow(sound, scratch, more):
    refused(scratch, sound + more)


def test_a_member_that_is_missing_doubled_or_moved_is_refused(sound, scratch):
    spans = members_of(sound)
    for start, end in spans:
        refused(scratch, sound[:start] + sound[end:])
        refused(scratch, sound[:end] + sound[start:end] + sound[end:])
    (a, b), (_b, c) = spans[1], spans[2]
    refused(scratch, sound[:a] + sound[b:c] + sound[a:b] + sound[c:])


def test_a_member_that_was_added_is_refused(sound, scratch):
    for name in ("files/00000004", "../outside", "/etc/passwd", "tables/core_user.tsv"):
        refused(scratch, sound[: -len(END)] + header(name, 0) + END)


def test_a_manifest_of_another_file_is_refused_even_with_its_own_seal(sound, tmp_path, scratch):
    other = write_small(tmp_path / "other.tar", contents=(b"another",)).read_bytes()
    (start, _), (_, end) = members_of(sound)[-2:]
    (own, _), (_, last) = members_of(other)[-2:]
    refused(scratch, sound[:start] + other[own:last] + sound[end:])


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04" + bytes(3000), END, b"x" * 2048], ids=["empty", "zip", "end", "x"]
)
def test_what_is_no_backup_is_refused(content, scratch):
    refused(scratch, content)


def test_a_list_that_claims_to_be_huge_is_not_read(sound, scratch, monkeypatch):
    monkeypatch.setattr("config.backup.checking.MOST_BYTES", 100)
    refused(scratch, sound)


ANY_VALUE = st.recursive(
    st.none() | st.booleans() | st.integers(-(1 << 70), 1 << 70) | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
MANIFEST_FIELDS = [(one.name,) for one in fields(Manifest)] + [("tables", 0, one.name) for one in fields(KeptTable)]


@given(st.sampled_from(MANIFEST_FIELDS), ANY_VALUE)
def test_a_manifest_made_by_hand_is_read_or_refused_in_words(way, value):
    """Whatever its fields hold: what is read can be told and compared, everything else is Touched and nothing else."""
    raw = json.loads(written())
    holder = reduce(operator.getitem, way[:-1], raw)
    holder[way[-1]] = value
    try:
        found = Manifest.read(json.dumps(raw, ensure_ascii=False, indent=1).encode("utf-8", "surrogatepass") + b"\n")
    except Touched:
        return
    assert in_words(found) and timezone.localtime(found.moment) and isinstance(found.state, frozenset)
    sorted([*found.missing, *found.damaged, *found.gone]), sum(table.last_key + table.size for table in found.tables)
    assert type(value) in (str, int, list), value


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('"made_at": "2026-11-23T09:00:00+08:00"', '"made_at": "9999-12-31T23:59:59+00:00"'),
        ('"made_at": "2026-11-23T09:00:00+08:00"', '"made_at": "2026-11-23"'),
        ('"migrations": []', '"migrations": [\n  [\n   "core"\n  ]\n ]'),
        ('"last_key": 2', '"last_key": "2"'),
        ('"missing": []', '"missing": 5'),
        ('"version": 2', '"version": true'),
    ],
)
def test_a_manifest_with_another_kind_of_value_is_refused(old, new):
    text = written().decode()
    assert old in text
    with pytest.raises(Touched):
        Manifest.read(text.replace(old, new).encode())


def test_a_manifest_without_a_bottom_is_refused():
    with pytest.raises(Touched):
        Manifest.read(b"[" * 200_000)


def test_a_list_of_files_with_nothing_where_a_name_must_stand_is_refused():
    for line in (b"\\N\t1\tmedia/a", b"00\t1\t\\N", b"00\t\\N\tmedia/a"):
        with pytest.raises(Touched):
            list(read_files(io.BytesIO(line + b"\n")))


@pytest.mark.parametrize(
    "path",
    ["media/../../etc/passwd", "/media/x", "media//x", "media/./x", "media/.hidden/x", "media/", "other/x", "media/a\\b", "",
     "map/other.geojson", "media/a/../b"],
)  # fmt: skip
def test_a_path_that_leads_elsewhere_is_refused(path, tmp_path):
    assert not is_safe(path)
    file = write_small(tmp_path / "backup.tar", contents=(b"x",), paths=[path])
    with pytest.raises(Touched), checked(file):
        pass


def test_two_files_for_one_place_are_refused(tmp_path):
    file = write_small(tmp_path / "backup.tar", contents=(b"x", b"y"), paths=["media/a", "media/a"])
    with pytest.raises(Touched), checked(file):
        pass


def test_the_fingerprint_tells_one_backup_from_another(tmp_path):
    one, other = (write_small(tmp_path / f"{content!r}.tar", contents=(content,)) for content in (b"1", b"2"))
    with checked(one) as found:
        own = found.fingerprint
    with checked(one, own[:12].upper()) as again:
        assert again.fingerprint == own == again.members[MANIFEST].sha256
    with pytest.raises(Touched, match=own[:8]), checked(other, own):
        pass


def test_check_backup_says_what_is_in_it(tmp_path, capsys):
    call_command("check_backup", str(write_small(tmp_path / "backup.tar")))
    assert "枫河街道" in capsys.readouterr().out
    with pytest.raises(CommandError, match=r"none\.tar"):
        call_command("check_backup", str(tmp_path / "none.tar"))


def test_a_failure_leaves_nothing(tmp_path):
    with pytest.raises(ValueError), writing(tmp_path / "backup.tar") as pack:
        pack.put(b"half")
        assert [path.suffix for path in tmp_path.iterdir()] == [".part"]
        raise ValueError
    assert list(tmp_path.iterdir()) == []


def test_a_full_disk_is_said_and_leaves_nothing(tmp_path, monkeypatch):
    def full(self, data):
        raise OSError(28, "No space left on device")

    with pytest.raises(NoSpace, match="磁盘"), writing(tmp_path / "backup.tar") as pack:
        monkeypatch.setattr(packing.Pack, "put", full)
        pack.put(b"more")
    assert list(tmp_path.iterdir()) == []


def test_some_of_the_disk_is_left_to_those_who_work(tmp_path, monkeypatch):
    monkeypatch.setattr(packing, "STAYS_FREE", 1 << 60)
    with pytest.raises(NoSpace), writing(tmp_path / "backup.tar") as pack:
        pack.put(b"much")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_that_fails_while_it_is_brought_there_is_told(tmp_path, monkeypatch):
    """That happens beside the writing; it may come to light one piece later, but not never."""

    def failing(descriptor):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(packing, "SYNCED_AT_ONCE", 10)
    with pytest.raises(DomainError, match="Input/output"), writing(tmp_path / "backup.tar") as pack:
        monkeypatch.setattr(packing.os, "fdatasync", failing)
        pack.put(b"0123456789")
    assert list(tmp_path.iterdir()) == []


def test_members_that_were_written_beside_follow(tmp_path):
    with writing(tmp_path / "backup.tar") as pack, pack.another() as aside:
        with aside.part("tables/b.tsv") as part:
            part.write(b"1")
        pack.whole("files/00000001", b"one")
        assert len(list(tmp_path.iterdir())) == 1, "what is aside has no name that could be left"
        pack.add(aside)
    with tarfile.open(tmp_path / "backup.tar") as tar:
        assert tar.getnames() == ["files/00000001", "tables/b.tsv"] and tar.extractfile("tables/b.tsv").read() == b"1"


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(DomainError, match="nowhere"), writing(tmp_path / "nowhere" / "backup.tar"):
        pass


def test_only_its_owner_may_read_it(tmp_path):
    assert write_small(tmp_path / "backup.tar").stat().st_mode & 0o777 == 0o600


KILLED = """
import sys, time
from pathlib import Path
from django.conf import settings
settings.configure()
from config.backup.pack import writing
with writing(Path(sys.argv[1])) as pack:
    pack.put(bytes(1 << 20))
    print("half", flush=True)
    time.sleep(60)
"""


def test_killed_in_the_middle_nothing_stands_under_its_name(tmp_path):
    """SIGKILL leaves no time for tidying up: the next backup does that."""
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(tmp_path / "backup.tar")], stdout=subprocess.PIPE, env=os.environ, text=True
    )
    assert process.stdout.readline() == "half\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    assert not (tmp_path / "backup.tar").exists()
    assert len(leftovers(tmp_path)) == 1 == len(list(tmp_path.iterdir()))
