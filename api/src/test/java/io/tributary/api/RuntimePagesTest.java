package io.tributary.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.api.status.Lifecycle.Refusal;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RuntimePagesTest {
    private final TestServer api = new TestServer(new ScriptedStore(List::of));

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void showsEveryFlagByItsName() {
        assertThat(TestServer.text(api.get("/api/v1/status/flags"))).isEqualTo("""
                        {"config.file":"","log.level":"info","storage.retention.raw":"14d","storage.retention.size":"50GB"}""");
    }

    @Test
    void showsWhatItRunsOn() {
        JsonNode runtime = TestServer.json(api.get("/api/v1/status/runtime"));

        assertThat(runtime.get("version").asText()).isEqualTo("1.2.3");
        assertThat(runtime.get("javaVersion").asText())
                .isEqualTo(Runtime.version().toString());
        assertThat(runtime.get("startTime").asText()).isEqualTo("2026-03-02T11:58:30Z");
        assertThat(runtime.get("serverTime").asText()).isEqualTo("2026-03-02T12:00:00Z");
        assertThat(runtime.get("lastConfigTime").asText()).isEqualTo("2026-03-02T11:59:00Z");
        assertThat(runtime.get("threadCount").asInt()).isGreaterThan(1);
        assertThat(runtime.get("processors").asInt())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(runtime.get("memoryLimitBytes").asLong())
                .isEqualTo(Runtime.getRuntime().maxMemory());
        assertThat(runtime.get("memoryUsedBytes").asLong())
                .isPositive()
                .isLessThanOrEqualTo(runtime.get("memoryLimitBytes").asLong());
        assertThat(runtime.get("storageFormat").asInt()).isEqualTo(6);
        assertThat(runtime.get("storageRetention").toString()).isEqualTo("{\"raw\":\"14d\",\"size\":\"50GB\"}");
    }

    @Test
    void saysWhetherTheTargetsFileWasTakenWhenItWasLastRead() {
        assertThat(reloadConfigSuccess()).isTrue();

        api.lifecycle.lastError = new Refusal(TestServer.NOW, List.of("t.yaml:1:1: wrong"));

        assertThat(reloadConfigSuccess()).isFalse();
    }

    private boolean reloadConfigSuccess() {
        return TestServer.json(api.get("/api/v1/status/runtime"))
                .get("reloadConfigSuccess")
                .booleanValue();
    }
}
