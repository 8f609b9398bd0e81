"""Schemathesis asks the whole API what its own document allows, and what it does not, and looks at every answer."""

import pytest

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is not installed: pip install 'rawi[test]'")

from hypothesis import HealthCheck, Phase, given, settings  # noqa: E402
from schemathesis import GenerationMode  # noqa: E402
from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402

from rawi.web.app import make_app  # noqa: E402
from rawi.web.settings import Settings  # noqa: E402

TOKEN = "a-token-for-tests"
HEADERS = {"host": "127.0.0.1:8765", "Authorization": f"Bearer {TOKEN}"}
EXAMPLES = {GenerationMode.POSITIVE: 4, GenerationMode.NEGATIVE: 2}
# Not asked: that whatever fits the document is accepted. A key that no list gave, a day that ends before it begins and a
# claim that is not on the page fit it too, and are refused with 422.


@pytest.mark.parametrize("mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE])
def test_the_api_keeps_what_its_document_promises(desk, mode):
    app = make_app(desk, Settings(token=TOKEN, workers=1))
    schema = schemathesis.openapi.from_asgi("/api/openapi.json", app, headers=HEADERS)
    asked = set()
    for found in schema.get_all_operations():
        operation = found.ok()
        asked.add(operation.label)

        @settings(
            max_examples=EXAMPLES[mode], deadline=None, derandomize=True, database=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=operation.as_strategy(generation_mode=mode))
        def keeps_it(case):
            case.call_and_validate(headers=HEADERS, excluded_checks=[positive_data_acceptance])

        keeps_it()
    assert len(asked) == 23
