"""Values of the formats that the OpenAPI document names, for Schemathesis: valid ones, as users write them."""

import schemathesis
from hypothesis import strategies as st

TIME_TEXTS = ["now-5m", "now-6h", "now-1d/d", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00.5Z", "1772366400", "1772366400.25"]
TIMES = st.sampled_from(TIME_TEXTS)
DURATIONS = st.sampled_from(["30s", "5m", "1h30m", "1d", "7d", "2w"])
SELECTORS = st.sampled_from(
    ['{version="v1"}', '{region=~"eu-.*",instance!="a"}', '{handler="checkout"}', '{service_name!~"x|y"}', "{}"]
)
PATTERNS = st.sampled_from(["runtime", "^main\\.", "a|b", "[a-z]+$"])
LABELS = st.sampled_from(["version", "instance", "region", "job"])

# Of no page, since a page's comes with the page before it.
schemathesis.openapi.format("page-cursor", st.just(""))
schemathesis.openapi.format("time-expression", TIMES)
schemathesis.openapi.format("duration", DURATIONS)
schemathesis.openapi.format("promql-selector", SELECTORS)
schemathesis.openapi.format("re2", PATTERNS)
schemathesis.openapi.format("label-name", LABELS)


@schemathesis.hook
def map_query(context, query):
    """A range must not be upside down: of each valid time alone that cannot be said."""
    for end in ("to", "base.to"):
        if query and query.get(end) in TIME_TEXTS:
            query = {name: value for name, value in query.items() if name != end}
    return query
