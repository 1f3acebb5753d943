"""Money in short forms is rounded as people round it."""

from decimal import Decimal

from flask import Flask

from webmap.figures import brief, short_money


def test_half_a_baht_is_rounded_up(app: Flask) -> None:
    with app.test_request_context("/"):
        assert short_money(Decimal("2000.50")) == "2,001 บาท"
        assert short_money(Decimal("13.49")) == "13 บาท"
        assert (brief(Decimal("844.50")), brief(Decimal(2_345_000))) == ("845", "2.35 ล้าน")
