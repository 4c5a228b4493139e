"""The price negotiation memorandum and its one-page summary, as papers: the figures are those of the review's pages.

For readers of secrets everything; for others, or when secrets are to stay out, only what everybody on the deal may see.
"""

from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from accounts.permissions import Permission, SeatRole
from negotiations.enums import Verdict
from negotiations.levels import date_words, money
from negotiations.models import Deal, MandateRuling, Review, Seat, Term
from negotiations.queries.history.values import moment_words
from negotiations.queries.review.page import ReviewPage, closed_words, review_page
from negotiations.queries.review.roles import Fact, roles_of
from negotiations.queries.review.words import Gap
from negotiations.queries.standing import Standing
from negotiations.queries.wording import Names, listed
from negotiations.reports.paper import Paper, Section, Table

NOT_COMPUTED = "The review is not computed yet: figures are missing here."


def memorandum(access: Standing, *, secrets: bool, now: datetime, by: User) -> Paper:
    """Objective, mandate, offers, result and reasons, so that an outsider can reconstruct the deal."""
    deal, secrets = access.deal, secrets and access.can(Permission.SECRETS_VIEW)
    sections = [_deal(deal), _terms(deal)]
    if secrets:
        page = review_page(access)
        sections += [_mandate(deal), *_secret(page), _roles(access, now)]
    return Paper(
        f"Price negotiation memorandum: {deal.title}",
        _subtitle(deal),
        _note(deal, secrets, now, by),
        secrets,
        tuple(one for one in sections if one.words or one.table),
    )


def summary(access: Standing, *, secrets: bool, now: datetime, by: User) -> Paper:
    """The same on a page: the result, issue by issue, what was left."""
    deal, secrets = access.deal, secrets and access.can(Permission.SECRETS_VIEW)
    sections = [_terms(deal)]
    if secrets:
        page = review_page(access)
        sections = [*_result(page), *_gap(page), *_reasons(page)[:1]]
    return Paper(
        f"Summary: {deal.title}", _subtitle(deal), _note(deal, secrets, now, by), secrets,
        tuple(one for one in sections if one.words or one.table),
    )  # fmt: skip


def _subtitle(deal: Deal) -> str:
    review = Review.objects.filter(deal=deal).first()
    ended = closed_words(review) if review else "Not over yet"
    return f"{deal.counterparty.name} · {deal.get_category_display()} · {ended}"


def _note(deal: Deal, secrets: bool, now: datetime, by: User) -> str:
    made = f"Made by Parley on {moment_words(now)} for {by}"
    if not secrets:  # nor the number of the last event, which counts secret ones too
        return f"{made}. Targets, floor, offers and estimates are left out."
    return f"{made}, from the deal's log at event {deal.seq}."


def _deal(deal: Deal) -> Section:
    rows = [("Counterparty", deal.counterparty.name), ("Category", deal.get_category_display())]
    if deal.estimated_value is not None:
        rows.append(("Estimated value", money(deal.estimated_value, deal.currency)))
    rows.append(("Dealings", deal.get_horizon_display()))
    seats: dict[str, list[str]] = {}
    for seat in Seat.objects.filter(deal=deal).select_related("user").order_by("pk"):
        seats.setdefault(SeatRole(seat.role).label, []).append(str(seat.user))
    rows += [(role, listed(people)) for role, people in seats.items()]
    return Section("The deal", table=Table(("", ""), tuple(rows)))


def _terms(deal: Deal) -> Section:
    """What both sides agreed on, as registered."""
    names = Names(deal)
    rows = [
        (term.text, names.level(str(term.issue_id), term.level) if term.issue_id and term.level is not None else "–",
         term.wording or "–", term.secured or "not in writing")
        for term in Term.objects.filter(deal=deal, removed_at__isnull=True).order_by("number", "pk")
    ]  # fmt: skip
    if not rows:
        return Section("Agreed points", ("No agreed point is registered.",))
    return Section("Agreed points", table=Table(("Point", "Level", "Wording", "In writing"), tuple(rows)))


def _mandate(deal: Deal) -> Section:
    rulings = MandateRuling.objects.filter(version__deal=deal, verdict=Verdict.APPROVED).select_related("by", "version")
    words = [
        f"Version {one.version.number} was approved by {one.by} on {date_words(one.at.date())}."
        for one in rulings.order_by("at")
    ]
    return Section("Mandate", tuple(words) or ("No mandate was approved.",))


def _secret(page: ReviewPage) -> list[Section]:
    if page.result is None:
        return [Section("Result", (NOT_COMPUTED,))]
    return [
        *_objective(page),
        _offers(page),
        *_result(page),
        *_gap(page),
        *_reasons(page),
        _alternatives(page),
        _estimates(page),
    ]


def _objective(page: ReviewPage) -> Iterable[Section]:
    if page.result:
        rows = tuple((row.name, row.target, row.opening) for row in page.result.issues)
        yield Section("Objective", table=Table(("Issue", "Target", "Our opening"), rows, frozenset({1, 2})))


def _offers(page: ReviewPage) -> Section:
    worths = {spot.number: spot for spot in page.result.spots} if page.result else {}
    rows = []
    for entry in page.entries.values():
        spot = worths.get(entry.number)
        if spot is not None:
            rows.append(
                (str(entry.number), date_words(entry.at.date()), entry.who, entry.levels or entry.said, spot.ours,
                 spot.theirs)
            )  # fmt: skip
    head = ("Entry", "Day", "Who", "What", "To us", "Likely to them")
    return Section("Offers and gives", table=Table(head, tuple(rows), frozenset({0, 4, 5})) if rows else None)


def _result(page: ReviewPage) -> list[Section]:
    if page.result is None:
        return [Section("Result", (NOT_COMPUTED,))]
    figures = tuple((one.name, one.value, one.how) for one in page.result.figures)
    rows = tuple((r.name, r.target, r.theirs, r.result, r.against, r.asked) for r in page.result.issues)
    head = ("Issue", "Target", "Their opening", "Result", "Against target", "Raised by")
    broken = () if figures else ("The talks broke off.",)
    return [
        Section("Result", broken, Table(("", "", ""), figures, frozenset({1})) if figures else None),
        Section("Issue by issue", table=Table(head, rows, frozenset({1, 2, 3, 4}))),
    ]


def _gap(page: ReviewPage) -> list[Section]:
    if page.result is None:
        return []
    gap: Gap = page.result.gap
    if gap.nothing:
        return [Section("What was left", ("Nothing, as now known.",))]
    rows = [(line.cause, line.meaning, line.amount, line.between, _from(line.lines)) for line in gap.lines]
    rows.append(("Together", "", gap.whole, gap.between, ""))
    head = ("Because of", "", "Left", "Over the guesses", "From")
    return [Section("What was left", table=Table(head, tuple(rows), frozenset({2, 3}), foot=True))]


def _from(lines: Iterable[tuple[str, str, tuple[int, ...]]]) -> str:
    said = [f"{issues}{f' (entry {listed([str(n) for n in moves])})' if moves else ''}" for _, issues, moves in lines]
    return "; ".join(said) or "–"


def _reasons(page: ReviewPage) -> list[Section]:
    """What turned the talks, and why warnings were gone past."""
    if page.way is None:
        return []
    turns = [
        (str(turn.number), turn.words, f"{turn.entry.who}: {turn.entry.text}" if turn.entry else "")
        for turn in page.way.turns
    ]
    past = tuple(f"Entry {entry.number}, gone on because: {entry.why}" for entry in page.way.overridden)
    table = Table(("Entry", "What turned the talks", "What was said"), tuple(turns), frozenset({0}))
    return [
        Section("Turning points", table=table if turns else None),
        Section("Reciprocity", (page.way.reciprocity,) if page.way.reciprocity else ()),
        Section("Reasons for going past a warning", past),
    ]


def _roles(access: Standing, now: datetime) -> Section:
    """Facts before what we make of them."""
    rows = tuple(
        (one.role, one.state, "; ".join(_fact(fact) for fact in one.facts), one.reading)
        for one in roles_of(access, now=now)
    )
    return Section("Roles", table=Table(("Role", "Kept?", "The log says", "Our reading"), rows) if rows else None)


def _fact(fact: Fact) -> str:
    entries = f" (entry {listed([str(number) for number in fact.numbers])})" if fact.numbers else ""
    return f"{fact.words}{entries}"


def _alternatives(page: ReviewPage) -> Section:
    found = page.result.alternatives if page.result else ()
    rows = tuple((row.title, row.expected, row.margin, row.words) for row in found)
    head = ("Alternative", "Expected", "The deal against it", "")
    return Section("Alternatives", table=Table(head, rows, frozenset({1, 2})) if rows else None)


def _estimates(page: ReviewPage) -> Section:
    if page.result is None or not page.result.calibration.rows:
        return Section("Estimates")
    rows = tuple((r.name, r.stated, r.truth, "held" if r.inside else "missed") for r in page.result.calibration.rows)
    head = ("We stated", "Interval", "Came true", "")
    return Section("Estimates", (page.result.calibration.words,), Table(head, rows, frozenset({1, 2})))
