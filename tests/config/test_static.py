"""Static files are collected anew when one of them changed, and only then."""

import pytest

from config import static


@pytest.fixture
def collected(settings, tmp_path, monkeypatch):
    """The calls of collectstatic, with one source folder of its own: (calls, the folder)."""
    sources = tmp_path / "sources"
    sources.mkdir()
    (sources / "a.css").write_text("a {}")
    settings.DATA_DIR = tmp_path
    settings.STATIC_ROOT = tmp_path / "static"
    settings.STATICFILES_DIRS = [sources]
    settings.STATICFILES_FINDERS = ["django.contrib.staticfiles.finders.FileSystemFinder"]
    calls = []

    def collect(*arguments, **options):
        calls.append(arguments)
        settings.STATIC_ROOT.mkdir(exist_ok=True)

    monkeypatch.setattr(static, "call_command", collect)
    return calls, sources


def test_nothing_is_collected_twice(collected):
    calls, _ = collected
    static.collect_static_files()
    static.collect_static_files()
    assert len(calls) == 1


def test_a_changed_and_a_new_file_are_collected(collected):
    calls, sources = collected
    static.collect_static_files()
    (sources / "a.css").write_text("a { color: teal }")
    static.collect_static_files()
    (sources / "b.css").write_text("b {}")
    static.collect_static_files()
    assert len(calls) == 3


def test_a_lost_folder_is_collected_again(collected, settings):
    calls, _ = collected
    static.collect_static_files()
    settings.STATIC_ROOT.rmdir()
    static.collect_static_files()
    assert len(calls) == 2
