"""Every text on screen can be translated, and the Chinese catalogue is complete and compiled."""

import re

from tests.house import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|%[sd]|\{\w*\}")


def test_every_message_of_the_source_is_in_the_catalogue():
    known = messages.by_message(messages.catalogue())
    missing = {message: file for message, file in messages.messages_in_source().items() if message not in known}
    assert not missing, "run script/lint --fix, then translate:\n" + "\n".join(
        f"{f}: {m[0]}" for m, f in missing.items()
    )


def test_every_message_is_translated_and_none_is_doubtful():
    entries = messages.by_message(messages.catalogue()).values()
    empty = [entry.id for entry in entries if not all(entry.string if isinstance(entry.id, tuple) else [entry.string])]
    assert not empty, f"without a translation: {empty}"
    assert not [entry.id for entry in entries if entry.fuzzy], "fuzzy entries: look at them and take the mark away"


def test_a_translation_keeps_the_placeholders():
    for entry in messages.by_message(messages.catalogue()).values():
        if not isinstance(entry.id, tuple):
            assert set(PLACEHOLDER.findall(entry.id)) == set(PLACEHOLDER.findall(entry.string)), entry.id


def test_the_compiled_catalogue_is_up_to_date():
    source = {key: entry.string for key, entry in messages.by_message(messages.catalogue()).items()}
    compiled = {key: entry.string for key, entry in messages.by_message(messages.compiled_catalogue()).items()}
    assert compiled == source, "run script/lint --fix"
