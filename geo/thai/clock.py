"""Time as clocks in Thailand tell it, seven hours ahead of UTC."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

THAILAND = ZoneInfo("Asia/Bangkok")


def thai_time(at: datetime) -> datetime:
    """Return a moment as a clock in Thailand tells it; `at` says its own zone."""
    return at.astimezone(THAILAND)


def thai_day(at: datetime) -> date:
    """Return the day of a moment in Thailand; `at` says its own zone."""
    return thai_time(at).date()


def thai_today() -> date:
    """Return the day that it is in Thailand, wherever the machine stands."""
    return datetime.now(THAILAND).date()
