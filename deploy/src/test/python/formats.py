"""What the OpenAPI document cannot say, for Schemathesis: values of the formats that it names, as users write them; profiles; and rules
about several parameters at once, which are kept by requests that are meant to be good."""

from datetime import datetime, timedelta, timezone
from pathlib import Path

import schemathesis
from hypothesis import strategies as st

ZONES = [timezone.utc, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))]
TESTDATA = Path(__file__).parents[4] / "testdata"

TIME_TEXTS = ["now-5m", "now-6h", "now-1d/d", "2026-03-01T12:00:00Z", "2026-03-01T12:00:00.5Z", "1772366400", "1772366400.25"]
TIMES = st.sampled_from(TIME_TEXTS)
DURATIONS = st.sampled_from(["30s", "5m", "1h30m", "1d", "7d", "2w"])
SELECTORS = st.sampled_from(
    ['{version="v1"}', '{region=~"eu-.*",instance!="a"}', '{handler="checkout"}', '{service_name!~"x|y"}', "{}"]
)
PATTERNS = st.sampled_from(["runtime", "^main\\.", "a|b", "[a-z]+$"])
TAGS = st.sampled_from(["handler=checkout", "bytes=32kb:64kb", "checkout|cart"])
CPU_PROFILES = st.sampled_from(["cpu.a1.pb.gz", "cpu.b1.pb.gz"]).map(lambda name: (TESTDATA / "shop" / "v1" / name).read_bytes())

# Of no page, since a page's comes with the page before it.
schemathesis.openapi.format("page-cursor", st.just(""))
schemathesis.openapi.format("time-expression", TIMES)
schemathesis.openapi.format("prometheus-duration", DURATIONS)
schemathesis.openapi.format("promql-selector", SELECTORS)
schemathesis.openapi.format("re2", PATTERNS)
schemathesis.openapi.format("pprof-tags", TAGS)

# No place is further from UTC, and Java reads no offset of more than 18 hours.
schemathesis.openapi.format("date-time", st.datetimes(timezones=st.sampled_from(ZONES)).map(datetime.isoformat))

for media_type in ("application/octet-stream", "application/x-protobuf", "application/gzip"):
    schemathesis.openapi.media_type(media_type, CPU_PROFILES)


@schemathesis.hook
def before_call(context, case, kwargs):
    if case.meta is None or not case.meta.generation.mode.is_positive:
        return
    query = dict(case.query or {})
    operation = case.operation.definition.raw.get("operationId")
    if query.get("from") and query.get("to"):
        # A range must not be upside down.
        query["to"] = "now"
    if query.get("base.to"):
        query["base.to"] = "now"
    if operation == "deleteProfiles":
        # Everything is deleted only where that is said; the shop's profiles are for other questions.
        query["service"] = "tributary"
    if operation == "scrapes" and (query.get("from") or query.get("to")):
        # They are counted for a day.
        query.update({"from": "now-6h", "to": "now-5m"})
    if operation == "uploadProfile":
        # What is older than raw profiles are kept is not taken.
        query["time"] = "now-5m"
        query.pop("label.service_name", None)
    if operation == "getPgoEffect" and query.get("from_version") == query.get("to_version"):
        query["to_version"] = query["from_version"] + "+1"
    if query != (case.query or {}):
        case.query = query
