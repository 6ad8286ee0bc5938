package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.api.status.Lifecycle.Refusal;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LifecyclePagesTest {
    private final TestServer api = new TestServer(new ScriptedStore(List::of));

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void showsWhatRuns() {
        assertThat(TestServer.text(api.get("/api/v1/status/config"))).isEqualTo("""
                        {"file":"t.yaml","yaml":"scrape_configs: []\\n","loadedAt":"2026-03-02T11:59:00Z","lastError":null}""");

        api.lifecycle.lastError = new Refusal(TestServer.NOW, List.of("t.yaml:1:1: wrong"));

        assertThat(TestServer.json(api.get("/api/v1/status/config"))
                        .get("lastError")
                        .toString())
                .isEqualTo("""
                        {"time":"2026-03-02T12:00:00Z","problems":["t.yaml:1:1: wrong"]}""");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/-/reload", "/-/quit"})
    void doesNothingWithoutTheFlag(String path) {
        HttpResponse<byte[]> answer = api.send("POST", path);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(TestServer.json(answer).get("type").asText()).endsWith("/lifecycle-disabled");
        assertThat(TestServer.text(answer)).contains("--web.enable-lifecycle");
        assertThat(api.lifecycle.reloads).hasValue(0);
        assertThat(api.lifecycle.quits).hasValue(0);
    }

    @Test
    void reloadsOnPostAlone() {
        api.lifecycle.enabled = true;

        assertThat(api.get("/-/reload").statusCode()).isEqualTo(405);
        assertThat(TestServer.header(api.get("/-/reload"), "Allow")).isEqualTo("POST");
        assertThat(api.lifecycle.reloads).hasValue(0);

        assertThat(api.send("POST", "/-/reload").statusCode()).isEqualTo(200);
        assertThat(api.lifecycle.reloads).hasValue(1);
        assertThat(api.send("POST", "/api/v1/targets").statusCode()).isEqualTo(405);
    }

    @Test
    void aBadFileIsAProblemWithALineForEach() {
        api.lifecycle.enabled = true;
        api.lifecycle.problems = List.of("t.yaml:1:1: wrong", "t.yaml:2:1: wrong too");

        HttpResponse<byte[]> answer = api.send("POST", "/-/reload");

        JsonNode problem = TestServer.json(answer);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(problem.get("type").asText()).endsWith("/bad-targets-file");
        assertThat(problem.get("detail").asText()).isEqualTo("t.yaml:1:1: wrong\nt.yaml:2:1: wrong too");
    }

    @Test
    void ends() {
        api.lifecycle.enabled = true;

        assertThat(api.send("POST", "/-/quit").statusCode()).isEqualTo(200);
        assertThat(api.lifecycle.quits).hasValue(1);
    }

    @Test
    void aPageOfAnotherServerCannotMakeABrowserDoIt() {
        api.lifecycle.enabled = true;

        HttpResponse<byte[]> answer = api.send("POST", "/-/quit", "Origin", "http://evil.example");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(TestServer.json(answer).get("type").asText()).endsWith("/cross-origin");
        assertThat(api.lifecycle.quits).hasValue(0);
        assertThat(api.send("POST", "/-/quit", "Origin", "http://127.0.0.1:" + api.port)
                        .statusCode())
                .isEqualTo(200);
    }
}
