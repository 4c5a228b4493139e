"""A number or a word for every place in which the plan keeps a secret, and how it is found again wherever it leaks."""

import base64
import io
import zipfile
from decimal import Decimal as D
from typing import Any

# One number or word per place where a secret is kept; none occurs by chance.
CANARIES = {
    "target": "587.31",
    "realistic": "603.57",
    "walk_away": "617.43",
    "title": "zebrafinch",
    "value": "96123.45",
    "note": "quetzalbird",
    "package": "591.77",
    "concession": "kingfisher",
    "step": "woodpecker",
    "give": "611.29",
    "rate": "7.391",
    "their_rate": "13.373",
    "term": "7654321",
    "claim": "narwhalfish",
    "offer": "621.37",
    "said_by": "ibisfeather",
    "source": "axolotlpond",
    "lever": "4433.17",
    "rule": "593.47",
    "rule_note": "ibisheron",
    "cap": "86123.77",
    "motive": "lapwingnest",
    "note_secret": "dotterelegg",
    "score_target": "609.83",
    "score_reason": "goldfinch",
    "comment": "pelicanbeak",
    "remark": "cuckooclock",
    "protected": "capercaillie",
    "protected_source": "corncrakemeadow",
    "task": "flamingoleg",
    "mandate": "nightjarwing",
    "margin": "1357.91",
    "offer_note": "cuckoonest",
    "exception": "lapwingcry",
    "guard": "plovershell",
    "caucus": "shrikelarder",
    "pause": "bitternboom",
    "promise": "sandpiperquill",
    "in_writing": "redshankreed",
    "put_away": "whimbrelmarsh",
    "summary": "crossbillcone",
    "summary_subject": "wryneckturn",
    "guard_price": "turnstonepebble",
    "threshold": "9713.53",
    "refusal": "godwitbill",
    "answer": "avocetbeak",
    "authority": "7171.71",
    "cost": "71393.19",
    "their_floor": "64937.29",
    "their_floor_source": "grebecrest",
    "opening": "573.19",
    "claim_note": "oystercatcher",
    "rise": "17.371",
    "conversion_note": "redshankcall",
    "rate_source": "sanderlingrun",
    "holding": "9.173",
    "margin_rate": "37.193",
    "failure": "2.917",
    "their_lever": "5377.31",
    "lever_source": "dunlinflock",
    "bonus": "23719.37",
    "their_bonus": "7919.31",
    "counted": "knotbeads",
    "requester": "whimbreldesk",
    "kept": "phalaropespin",
    "kept_cost": "stiltlegs",
    "dismissed": "petrelwing",
    "phase": "shearwaterpath",
    "notes": "gannetdive",
    "move": "fulmarcliff",
    "move_by": "razorbillledge",
    "move_why": "guillemotegg",
    "move_level": "623.59",
    "bogey": "wheatearstone",
    "bogey_proof": "fieldfarefen",
    "bogey_instead": "bramblingbark",
    "bogey_level": "629.87",
    "sanction": "merlinmoor",
    "sanction_response": "hobbyhawk",
    "sanction_chance": "17.93",
    "sanction_loss": "8123.47",
    "small_give": "siskinspruce",
    "small_give_cost": "417.29",
    "small_give_worth": "1917.31",
    "give_cap": "9123.71",
    "lesson": "sandpiperstep",
    "debrief": "turnstonebeak",
    "power": "peregrinestoop",
    "power_proof": "merlinperch",
    "power_raise": "goshawkglide",
    "deadline": "hobbydusk",
    "deadline_cost": "kestrelhover",
    "deadline_source": "buzzardsoar",
    "pressure": "harrierquarter",
    "pressure_note": "ospreyplunge",
    "future": "47391.13",
    "future_source": "kitefork",
    "future_deals": "17.31",
    "future_years": "13.57",
    "keep": "83.71",
    "future_rate": "6.43",
}


def forms_of(canary: str) -> set[bytes]:
    """A canary as it may be written: raw, with separators, in base64, escaped."""
    forms = {canary, canary.replace(".", ",")}
    if canary.replace(".", "").isdecimal():
        number = D(canary)
        forms |= {f"{number:,}", f"{number:,}".replace(",", "\u2009"), str(int(number * 100)) + "0000"}
    encoded = {form.encode() for form in forms}
    return encoded | {base64.b64encode(form) for form in encoded}


def text_of(response: Any) -> bytes:
    """All that an answer tells: headers and body, a spreadsheet unpacked."""
    body = response.getvalue() if response.streaming else response.content
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            body = b"".join(archive.read(name) for name in archive.namelist())
    return str(response.headers).encode() + body


def leaks(text: bytes, canaries: dict[str, str] = CANARIES) -> list[str]:
    return [place for place, canary in canaries.items() if any(form in text for form in forms_of(canary))]
