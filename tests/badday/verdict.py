"""What must be true after every bad day, whatever happened."""

from tests.badday.people import Crowd


def stands(found: dict, crowd: Crowd) -> None:
    """Nothing acknowledged is lost, nothing is half done, nothing is there twice. found: what tests.badday.scene.look tells."""
    assert found["broken"] == {}, found["broken"]
    sheets = found["sheets"]
    lost = [key for key in crowd.handed_in if sheets.get(key, {}).get("state") != "submitted"]
    assert lost == [], "handed in and acknowledged, and not there"
    assert set(sheets) <= set(crowd.tried), "a sheet that nobody sent"
    assert set(crowd.photos) <= set(found["photos"]), "a photo was acknowledged and is not there"
    half = {key: sheet for key, sheet in sheets.items() if not is_whole(sheet)}
    assert half == {}, half


def is_whole(sheet: dict) -> bool:
    """Handed in with all that follows from it, or a draft from which nothing follows."""
    if sheet["state"] == "draft":
        return (sheet["entries"], sheet["problems"]) == (0, 0) and sheet["scores"] in (0, 4)
    told = (sheet["state"], sheet["scores"], sheet["score"], sheet["entries"], sheet["problems"])
    return told == ("submitted", 4, "78.000000", 1, min(sheet["photos"], 1))


def settled_by_sending_again(crowd: Crowd, port: int) -> None:
    """All phones send all they ever tried once more: the server has everything afterwards, and says so."""
    for phone in crowd.phones:
        phone.port = port
        for key in phone.tried:
            assert phone.hand_in(key).status == 200
