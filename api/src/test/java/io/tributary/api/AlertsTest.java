package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.api.captures.CapturesSource.Alert;
import io.tributary.api.captures.CapturesSource.Outcome;
import io.tributary.api.captures.CapturesSource.Told;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertsTest {
    /** As Alertmanager 0.28 sends it, and one field that none does yet. */
    private static final String MESSAGE = """
            {"receiver":"tributary","status":"firing","alerts":[
              {"status":"firing","labels":{"alertname":"HighGoroutineCount","instance":"10.0.0.1:6060","severity":"warning"},
               "annotations":{"summary":"many"},"startsAt":"2026-03-02T11:58:30.123456789+01:00","endsAt":"0001-01-01T00:00:00Z",
               "generatorURL":"http://prometheus:9090/graph?g0.expr=x","fingerprint":"8a3c1b0f2d4e5f60","new":[{"a":[1.5e3,true,null]}]},
              {"status":"resolved","labels":{"alertname":"MemoryLeak"},"annotations":null,"fingerprint":"0011223344556677"}],
             "groupLabels":{"alertname":"HighGoroutineCount"},"commonLabels":{},"commonAnnotations":{},
             "externalURL":"http://alertmanager:9093","version":"4","groupKey":"{}:{}","truncatedAlerts":0}
            """;

    private final TestServer api = new TestServer(new HeldProfiles());

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void tellsWhatBecameOfEachAlert() {
        api.captures.told = List.of(
                new Told("8a3c1b0f2d4e5f60", "HighGoroutineCount", Outcome.CAPTURED, List.of("c1", "c2"), ""),
                new Told("0011223344556677", "MemoryLeak", Outcome.HELD_OFF, List.of(), "until noon"));

        HttpResponse<byte[]> answer = api.post("/api/v1/alerts", MESSAGE);

        assertThat(answer.statusCode()).as(TestServer.text(answer)).isEqualTo(200);
        assertThat(TestServer.text(answer)).isEqualTo("""
                        {"alerts":[{"fingerprint":"8a3c1b0f2d4e5f60","alertname":"HighGoroutineCount","outcome":"captured",\
                        "captures":["c1","c2"],"detail":""},{"fingerprint":"0011223344556677","alertname":"MemoryLeak",\
                        "outcome":"held_off","captures":[],"detail":"until noon"}]}""");
        assertThat(api.captures.alerts)
                .containsExactly(
                        new Alert(
                                "8a3c1b0f2d4e5f60",
                                true,
                                new TreeMap<>(Map.of(
                                        "alertname", "HighGoroutineCount",
                                        "instance", "10.0.0.1:6060",
                                        "severity", "warning")),
                                Instant.parse("2026-03-02T10:58:30.123456789Z")),
                        new Alert("0011223344556677", false, new TreeMap<>(Map.of("alertname", "MemoryLeak")), null));
    }

    @Test
    void beforeACollectorRunsAlertmanagerIsToSendAgain() {
        api.captures.running = false;

        HttpResponse<byte[]> answer = api.post("/api/v1/alerts", MESSAGE);

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(TestServer.header(answer, "Retry-After")).isEqualTo("1");
        assertThat(api.captures.alerts).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"version": "3", "alerts": []}             | bad-parameter     | version: is "3", and this server understands version 4 alone
            {"version": 4, "alerts": []}               | bad-parameter     | version: is "4", not a string
            {"alerts": []}                             | missing-parameter | version: is needed
            {"version": "4"}                           | missing-parameter | alerts: is needed
            {"version": "4", "alerts": {}}             | bad-parameter     | alerts: is an object, not an array
            {"version": "4", "alerts": [null]}         | bad-parameter     | alerts[0]: is null, not an object
            {"version": "4", "alerts": [{"status": "firing", "labels": {}, "fingerprint": "a"}, {"status": "on"}]} | bad-parameter | alerts[1].status: is "on"
            {"version": "4", "alerts": [{"status": "firing", "labels": {}}]}  | missing-parameter | alerts[0].fingerprint
            {"version": "4", "alerts": [{"status": "firing", "fingerprint": "a"}]} | missing-parameter | alerts[0].labels
            {"version": "4", "alerts": [{"status": "firing", "fingerprint": "a", "labels": {"x": 1}}]} | bad-parameter | alerts[0].labels.x: is "1", not a string
            {"version": "4", "alerts": [{"status": "firing", "fingerprint": "a", "labels": {}, "startsAt": "noon"}]} | bad-parameter | alerts[0].startsAt: "noon"
            {"version": "4", "alerts": [                | bad-body         | ends early
            <html>                                     | bad-body          | is no JSON
            """)
    void saysWhatIsWrongWithAMessage(String body, String type, String detail) {
        HttpResponse<byte[]> answer = api.post("/api/v1/alerts", body);

        JsonNode problem = TestServer.json(answer);
        assertThat(answer.statusCode()).as(problem.toString()).isEqualTo(400);
        assertThat(problem.get("type").asText()).endsWith("/" + type);
        assertThat(problem.get("detail").asText()).contains(detail);
        assertThat(problem.get("fix").asText()).contains("webhook_configs");
        assertThat(api.captures.alerts).isEmpty();
    }

    @Test
    void takesAGroupOfManyAlerts() {
        String alert =
                "{\"status\":\"firing\",\"fingerprint\":\"f\",\"labels\":{\"alertname\":\"A\"},\"annotations\":{\"x\":\""
                        + "y".repeat(900) + "\"}}";
        String body = "{\"version\":\"4\",\"alerts\":[" + (alert + ",").repeat(999) + alert + "]}";

        assertThat(api.post("/api/v1/alerts", body).statusCode()).isEqualTo(200);
        assertThat(api.captures.alerts).hasSize(1000);
    }

    @Test
    void refusesMoreThanItsLimit() {
        HttpResponse<byte[]> answer = api.post("/api/v1/alerts", "{\"x\":\"" + "y".repeat(1024 * 1024) + "\"}");

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(TestServer.json(answer).get("detail").asText()).contains("1048576 bytes");
        assertThat(TestServer.json(answer).get("fix").asText()).contains("max_alerts");
    }
}
