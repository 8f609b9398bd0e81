import pytest

from rawi.cli.figures import figure, period
from rawi.quantities import Quantity


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("2021-03-04/2021-03-04", "2021-03-04"),
        ("2021-03-01/2021-03-31", "2021-03"),
        ("2024-02-01/2024-02-29", "2024-02"),
        ("2021-03-01/2021-03-30", "2021-03-01 to 2021-03-30"),
        ("2019-01-01/2019-12-31", "2019"),
        ("2016-01-01/2019-12-31", "2016 to 2019"),
        ("../2023-03-11", "until 2023-03-11"),
        ("2022-05-03/..", "from 2022-05-03"),
        ("../..", ""),
        ("?", ""),
        ("P21D", "21 days"),
        ("P1M", "1 month"),
        ("P1Y6M", "1 year 6 months"),
        ("PT7M", "7 minutes"),
        ("PT6H", "6 hours"),
        ("9999-12-01/9999-12-31", "9999-12-01 to 9999-12-31"),
    ],
)
def test_times_as_people_write_them(value, shown):
    assert period(value) == shown


@pytest.mark.parametrize(
    ("quantity", "shown"),
    [
        (Quantity((0, 1), 4500, 4500), "4,500"),
        (Quantity((0, 1), 900, None, "at_least"), "≥900"),
        (Quantity((0, 1), None, 50, "at_most"), "≤50"),
        (Quantity((0, 1), 3.2e6, 3.2e6, "about", unit="dinar"), "~3,200,000 dinar"),
        (Quantity((0, 1), 30, 40, "range", unit="percent"), "30–40 percent"),
        (Quantity((0, 1), 1 / 3, 1 / 3), "0.33"),
        (Quantity((0, 1), 2, 2), ""),
        (Quantity((0, 1), 20, 90, "vague"), ""),
    ],
)
def test_figures_with_their_bounds(quantity, shown):
    assert figure(quantity) == shown
