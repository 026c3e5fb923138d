"""Questions that schemathesis makes of the description of the interface: such as it allows, and others."""

from __future__ import annotations

from collections import Counter

import flask
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import APIOperation, Case, GenerationMode, checks

from indicators.dataset import Dataset

ADDRESS = "/api/v1/openapi.json"
HELD = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
    checks.response_headers_conformance,
]
"""What every answer is held against: no fault, and nothing that the description does not name."""
ODD = (
    "",
    "0",
    "-1",
    "1" * 60,
    "2021..2025",
    "2025",
    "2025H3",
    "2016/15",
    "gdp,revenue",
    "..",
    "%00",
    "null",
    "1",
    "pace",
)


def asked(server: flask.Flask, dataset: Dataset, times: int) -> Counter[int]:
    """Ask each way into the interface so often, the same each time, and return how many answers had which status.

    Raises FailureGroup at the first answer that is not as it was described.
    """
    described = schemathesis.openapi.from_wsgi(ADDRESS, server)
    seen: Counter[int] = Counter()
    for found in described.get_all_operations():
        operation = found.ok()

        @settings(
            max_examples=times,
            derandomize=True,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(
            case=operation.as_strategy()
            | operation.as_strategy(GenerationMode.NEGATIVE)
            | _with_names(operation, dataset)
        )
        def ask(case: Case) -> None:
            answer = case.call_and_validate(checks=HELD, headers={"Accept-Encoding": "identity"})
            seen[answer.status_code] += 1

        ask()
    return seen


def _with_names(operation: APIOperation, dataset: Dataset) -> st.SearchStrategy[Case]:
    """Questions with names that the dataset has, and with some that are almost such."""
    known = {
        "indicator": (*dataset.indicators,),
        "region": (*dataset.regions,),
        "industry": (*dataset.industries,),
        "plan": (*dataset.plans,),
    }
    words = {one.name: st.sampled_from(known.get(one.name, ()) + ODD) for one in operation.query}
    members = st.sampled_from([name for names in (*known.values(), dataset.sources, ODD) for name in names if name])
    return st.builds(
        operation.Case,
        query=st.fixed_dictionaries({}, optional=words),
        path_parameters=st.fixed_dictionaries({one.name: members for one in operation.path_parameters}),
    )
