"""The forms that dates take in a text, and how each is reckoned."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from standoff.read.calendar import DAY, MONTH, WEEKDAY, WEEKDAYS, YEAR, find_full_date, make_date, month_number
from standoff.read.numbers import NUMBER, number_value

_SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 14)}
_FUTURE = re.compile(
    r"\b(?:will|’ll|'ll|shall|won’t|won't|would|could|may|might|must|should|plans?|planned|intends?|due|"
    r"scheduled|set|expected|expects?|hopes?|until|"
    r"deadline|expires?|runs out|runs until|unless|vow(?:s|ed)?|threaten(?:s|ed)?|invited?|going to|upcoming|"
    r"ahead of|to (?:be|begin|start|end|resume|meet|take|"
    r"hold|go))\b",
    re.IGNORECASE,
)
_PAST = re.compile(
    r"\b(?:\w+ed|said|told|met|held|began|broke|came|went|made|took|gave|had|was|were|has|have|since|spent|"
    r"saw|sent|left|won|lost|struck)\b"
)


_Rule = tuple[re.Pattern[str], Callable[[re.Match[str], "Clock"], tuple[str | None, str] | None]]


@dataclass(frozen=True)
class Clock:
    """The day of publication, and whether the words around an expression look forward."""

    published: date | None
    before: str
    after: str

    @property
    def future(self) -> bool:
        """Whether the clause around looks forward: the nearest sign before the expression decides, else one
        after it."""
        clause = re.split(r"[;:—]|, (?:but|and|which|who|as)\b", self.before)[-1]
        if re.search(r"\b(?:by|until|before|till)\s+(?:the\s+)?$", self.before):
            return True
        if re.search(r"\b(?:since|after)\s+$", self.before):
            return False
        ahead = [match.start() for match in _FUTURE.finditer(clause)]
        back = [match.start() for match in _PAST.finditer(clause)]
        if ahead or back:
            return bool(ahead) and (not back or ahead[-1] > back[-1] or (ahead[-1] + 14 > back[-1]))
        coming, gone = _FUTURE.search(self.after), _PAST.search(self.after)
        return coming is not None and (gone is None or coming.start() < gone.start())


def _full(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    found = find_full_date(match.group())
    return (found.day.isoformat(), "day") if found else None


def _years_apart(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    return f"{match['a']}/{match['b']}", "range"


def _decade(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    first = int(match["decade"])
    return f"{first}/{first + 9}", "range"


def _month_year(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    return f"{match['year']}-{month_number(match['month']):02d}", "month"


def _month_day(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    """A day without a year: the nearest one, on the side that the sentence looks to."""
    month, day = month_number(match["m1"] or match["m2"]), int(re.sub(r"\D", "", match["d1"] or match["d2"]))
    if clock.published is None:
        return None, "day"
    today = clock.published
    days = [found for year in (today.year - 1, today.year, today.year + 1) if (found := make_date(year, month, day))]
    if not days:
        return None
    ahead = clock.future
    best = min(
        days,
        key=lambda found: (
            abs((found - today).days) + (200 if (found > today) != ahead and abs((found - today).days) > 45 else 0)
        ),
    )
    return best.isoformat(), "day"


def _month(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    """A month without a year: the last one, or the next where the sentence looks forward."""
    if clock.published is None:
        return None, "month"
    today, month = clock.published, month_number(match["month"])
    which = (match["which"] or "").lower()
    ahead = which == "next" or (
        which != "last"
        and (clock.future or (match["lead"] or "").lower().startswith(("until", "by", "before", "till")))
    )
    year = today.year + (month < today.month) if ahead else today.year - (month > today.month)
    return f"{year}-{month:02d}", "month"


def _year(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    return match["year"], "year"


def _weekday(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    """A weekday: the last one before the day of publication, or the next one."""
    if clock.published is None:
        return None, "day"
    which = (match["which"] or "").lower()
    due = re.match(r"(?:by|until|before|till)\b", match.group(), re.IGNORECASE) is not None
    ahead = which in ("next", "coming", "this coming") or (which not in ("last", "past") and (due or clock.future))
    number = WEEKDAYS[match["weekday"].lower()]
    back = (clock.published.weekday() - number) % 7 or 7
    if not ahead:
        return (clock.published - timedelta(days=back)).isoformat(), "day"
    return (clock.published + timedelta(days=(number - clock.published.weekday()) % 7 or 7)).isoformat(), "day"


def _day_word(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    if clock.published is None:
        return None, "day"
    shift = {"yesterday": -1, "last night": -1, "tomorrow": 1, "overnight": 0}.get(
        match.group().lower().split(" m")[0], 0
    )
    return (clock.published + timedelta(days=shift)).isoformat(), "day"


def _unit(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    """'This week', 'last month', 'next summer'."""
    unit = match["unit"].lower()
    shift = {
        "last": -1,
        "past": -1,
        "previous": -1,
        "next": 1,
        "coming": 1,
        "this": 0,
        "the coming": 1,
        "the next": 1,
        "the past": -1,
        "the last": -1,
    }[re.sub(r"\s+", " ", match["which"].lower())]
    precision = unit if unit in ("week", "month", "year") else "range"
    if clock.published is None:
        return None, precision
    return _shifted(clock.published, unit, shift), precision


def _shifted(today: date, unit: str, shift: int) -> str:
    """Return the week, month, year, weekend or season that lies so many away from a day."""
    if unit == "week":
        year, week, _ = (today + timedelta(weeks=shift)).isocalendar()
        return f"{year}-W{week:02d}"
    if unit == "month":
        return _months_away(today, shift).strftime("%Y-%m")
    if unit == "year":
        return str(today.year + shift)
    if unit == "weekend":
        saturday = today + timedelta(days=5 - today.weekday(), weeks=shift)
        return f"{saturday}/{saturday + timedelta(days=1)}"
    first, last = _SEASONS[unit]
    year = today.year
    if (shift < 0 and today.month <= min(last, 12)) or (shift == 0 and first == 12 and today.month < 3):
        year -= 1
    if shift > 0 and today.month >= first:
        year += 1
    return f"{year}-{first:02d}/{year + (last > 12)}-{(last - 1) % 12 + 1:02d}"


def _ago(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    """'Two years ago'."""
    number, unit = _count(match["number"]), match["unit"].lower()
    precision = {"decade": "year", "century": "year"}.get(unit, unit)
    if clock.published is None:
        return None, precision
    return _away(clock.published, unit, -number), precision


def _away(today: date, unit: str, number: int) -> str:
    if unit == "day":
        return (today + timedelta(days=number)).isoformat()
    if unit == "month":
        return _months_away(today, number).strftime("%Y-%m")
    if unit in ("year", "decade", "century"):
        return str(today.year + number * {"year": 1, "decade": 10, "century": 100}[unit])
    return _shifted(today, "week", number)


def _period(match: re.Match[str], clock: Clock) -> tuple[str | None, str] | None:
    """'The past four weeks': the time up to the day of publication."""
    if clock.published is None:
        return None, "range"
    number, unit = _count(match["number"]), match["unit"].lower()
    sign = 1 if match["which"].lower() in ("next", "coming") else -1
    other = (
        _months_away(clock.published, sign * number * {"month": 1, "year": 12}[unit])
        if unit in ("month", "year")
        else (clock.published + timedelta(days=sign * number * {"day": 1, "week": 7}[unit]))
    )
    first, last = sorted((clock.published, other))
    return f"{first}/{last}", "range"


def _months_away(today: date, months: int) -> date:
    """Return the day so many months away; the last of the month where it has no such day."""
    index = today.year * 12 + today.month - 1 + months
    year, month = divmod(index, 12)
    return next(found for day in range(today.day, 0, -1) if (found := make_date(year, month + 1, day)))


def _count(text: str) -> int:
    return 1 if text.lower() in ("a", "an") else int(number_value(text))


def _rule(
    pattern: str, read: Callable[[re.Match[str], Clock], tuple[str | None, str] | None], *, flags: int = 0
) -> _Rule:
    return re.compile(pattern, flags), read


_PARTS = r"(?: (?:morning|afternoon|evening|night))?"
RULES: tuple[_Rule, ...] = (
    _rule(
        rf"(?:{WEEKDAY},? )?(?:{MONTH} {DAY},? {YEAR}|(?:the )?{DAY}(?: of)? {MONTH},? {YEAR}|{YEAR}-\d\d-\d\d)\b",
        _full,
    ),
    _rule(rf"(?:between |from )?\b(?P<a>{YEAR})(?: and | to |–|-)(?P<b>{YEAR})\b", _years_apart),
    _rule(rf"\b(?P<month>{MONTH}),?(?: of)? (?P<year>{YEAR})\b", _month_year),
    _rule(
        rf"(?:{WEEKDAY},? )?\b(?:(?P<m1>{MONTH}) (?P<d1>{DAY})|"
        rf"(?:the )?(?P<d2>{DAY})(?: of)? (?P<m2>{MONTH}))(?![\d,]*\d)(?!\w)",
        _month_day,
    ),
    _rule(r"\b(?:the )?(?:early |late |mid-)?(?P<decade>(?:1[5-9]|20)\d0)s\b", _decade),
    _rule(
        rf"\b(?P<lead>(?i:in|since|until|till|by|before|after|during|from|of|for|to|early|late|mid|through|"
        rf"between|and|around|this))?[\s-]?\b(?P<which>[Ll]ast|[Nn]ext|early|late)?\s?"
        rf"\b(?P<month>{MONTH})(?=[\s,.;:)’”]|$)(?! \d)",
        lambda match, clock: _month(match, clock) if _is_month(match) else None,
    ),
    _rule(
        rf"\b(?i:in|since|until|by|of|from|after|before|during|late|early|for|than|and|"
        rf"year)\s(?P<year>{YEAR})\b(?![,.]\d)(?!\s(?:people|\w+s\b))",
        _year,
    ),
    _rule(rf"\((?P<year>{YEAR})\)", _year),
    _rule(
        rf"\b(?:[Oo]n |[Bb]y |[Uu]ntil |[Ff]rom |[Ss]ince )?(?:(?P<which>last|next|this coming|coming|this|"
        rf"past) )?(?P<weekday>{WEEKDAY}){_PARTS}(?![\w’'-])(?! (?:\w+ing )?(?:work\w*|"
        rf"roster\w*|service\w*|paper|night football|edition|Post|Times)\b)",
        _weekday,
    ),
    _rule(
        r"\b(?:yesterday|today|tomorrow|tonight|last night|this (?:morning|afternoon|evening))\b",
        _day_word,
        flags=re.IGNORECASE,
    ),
    _rule(
        rf"\b(?:the )?(?P<which>last|past|next|coming) (?P<number>{NUMBER}) (?P<unit>day|week|month|year)s\b",
        _period,
        flags=re.IGNORECASE,
    ),
    _rule(
        r"\b(?P<which>this|last|next|the past|the coming|the next|past|previous|coming) (?P<unit>week|month|"
        r"year|weekend|spring|summer|autumn|fall|winter)\b(?!’s|'s)",
        _unit,
        flags=re.IGNORECASE,
    ),
    _rule(
        rf"\b(?P<number>{NUMBER}|an?) (?P<unit>day|week|month|year|decade)s? (?:ago|earlier)\b",
        _ago,
        flags=re.IGNORECASE,
    ),
)


def _is_month(match: re.Match[str]) -> bool:
    """Whether a word is a month: 'May' and 'March' need a word of time before them."""
    return bool(match["lead"] or match["which"]) or match["month"].rstrip(".") not in (
        "May",
        "March",
        "Mar",
        "June",
        "April",
        "August",
        "Jan",
        "Jun",
    )
