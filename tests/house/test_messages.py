"""Every text on screen can be translated, and the Chinese catalogue is complete and compiled."""

import re

from tests.house import messages

PLACEHOLDER = re.compile(r"%\((\w+)\)\d*([sd])|%([sd])|\{(\w*)\}")
"""A figure's width is the language's own: 2026-04 is 2026年4月."""


def strings(entry) -> list[str]:
    """The translations of an entry: one, or one for each plural form."""
    return list(entry.string) if isinstance(entry.string, tuple | list) else [entry.string]


def test_every_message_of_the_source_is_in_the_catalogue():
    known = messages.by_message(messages.catalogue())
    missing = [f"{file}: {key[0]}" for key, file in messages.messages_in_source().items() if key not in known]
    assert not missing, "run script/lint --fix, then translate:\n" + "\n".join(missing)


def test_a_message_within_an_f_string_is_in_the_catalogue_too():
    """What collects messages passes it over: it must stand somewhere else as well, or be asked for before the f-string."""
    known = {text for text, _context in messages.by_message(messages.catalogue())}
    hidden = [f"{file}: {text}" for text, file in messages.messages_in_formatted_strings().items() if text not in known]
    assert hidden == []


def test_every_message_is_translated_and_none_is_doubtful():
    entries = messages.by_message(messages.catalogue()).values()
    assert [entry.id for entry in entries if not all(strings(entry))] == [], "these have no translation"
    assert [entry.id for entry in entries if entry.fuzzy] == [], "look at these and take the mark 'fuzzy' away"


def test_a_translation_keeps_the_placeholders():
    changed = [
        entry.id
        for entry in messages.by_message(messages.catalogue()).values()
        if isinstance(entry.id, str) and all(strings(entry))
        if set(PLACEHOLDER.findall(entry.id)) != set(PLACEHOLDER.findall(entry.string))
    ]
    assert changed == []


def test_the_compiled_catalogue_is_up_to_date():
    source = {
        key: strings(entry) for key, entry in messages.by_message(messages.catalogue()).items() if all(strings(entry))
    }
    compiled = {key: strings(entry) for key, entry in messages.by_message(messages.compiled_catalogue()).items()}
    assert compiled == source, "run script/lint --fix"
