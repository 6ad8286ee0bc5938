package io.tributary.deploy.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Tributary;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;

/**
 * Tributary's image between targets that hang and die, and when it is killed itself. The containers serve all tests: each
 * leaves them running.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ContainersIT {
    private static final Duration SOON = Duration.ofSeconds(90);
    /** A CPU profile takes two seconds: after the first of these its request is under way, until the second there is time to act. */
    private static final Duration SCRAPE_BEGAN = Duration.ofMillis(300);

    private static final Duration SCRAPE_NEARLY_OVER = Duration.ofMillis(1200);

    private static final String TARGETS = """
            global: {scrape_interval: 3s, scrape_timeout: 3s}
            scrape_configs:
              - job_name: shop
                profiling_config: {pprof_config: {process_cpu: {seconds: 2}}}
                static_configs:
                  - {targets: ['shop-a:6060', 'shop-b:6060'], labels: {version: v1}}
            """;

    private @Nullable Containers running;
    private Containers containers;
    private GenericContainer<?> shopA;
    private GenericContainer<?> shopB;
    private GenericContainer<?> image;
    private Tributary tributary;

    @BeforeAll
    void start(@TempDir Path folder) throws IOException {
        Needs.docker();
        Containers.buildImages();
        Path targets = Files.writeString(folder.resolve("targets.yaml"), TARGETS);
        assertThat(targets.toFile().setReadable(true, false)).isTrue();
        containers = new Containers();
        running = containers;
        shopA = containers.shop("shop-a", 1);
        shopB = containers.shop("shop-b", 2);
        image = containers.tributary(targets);
        tributary = Tributary.at(containers.address(image));
    }

    @BeforeEach
    void awaitBoth() {
        for (String shop : List.of("shop-a", "shop-b")) {
            awaitUp(shop);
            await("profile of " + shop, () -> !cpuProfiles(shop).isEmpty());
        }
    }

    @AfterAll
    void remove() {
        if (running != null) {
            running.close();
        }
    }

    @Test
    void aTargetThatHangsCostsOnlyItself() {
        awaitScrape("shop-a");
        containers.pause(shopA);
        try {
            assertThat(awaitError("shop-a")).startsWith("timeout: ");
            awaitMore("shop-b");
            assertThat(health("shop-b")).isEqualTo("up");
            assertThat(health("shop-a")).isEqualTo("down");
        } finally {
            containers.unpause(shopA);
        }
        awaitUp("shop-a");
        awaitMore("shop-a");
    }

    @Test
    void aTargetThatIsKilledAndStartedAgainCostsOnlyItself() {
        awaitScrape("shop-b");
        containers.kill(shopB);
        try {
            // Not of a name or a port that is gone: of an answer that was being waited for.
            assertThat(awaitError("shop-b")).matches("(unreachable|truncated|timeout): .+");
            awaitMore("shop-a");
            assertThat(health("shop-a")).isEqualTo("up");
            assertThat(health("shop-b")).isEqualTo("down");
        } finally {
            containers.startAgain(shopB);
        }
        awaitUp("shop-b");
        awaitMore("shop-b");
    }

    @Test
    void aKillOfTributaryLosesNothing() {
        long to = Instant.now().getEpochSecond();
        // A target has one CPU profile at a time, so those before a stored one are complete.
        await(
                "profiles newer than the range",
                () -> newest("shop-a").getEpochSecond() > to && newest("shop-b").getEpochSecond() > to);
        String merge = "/api/v1/merge?service=shop&type=cpu&from=" + (to - 3600) + "&to=" + to;
        byte[] merged = tributary.bytes(merge);
        awaitScrape("shop-a");
        List<String> listed = ids();
        assertThat(listed).hasSizeGreaterThan(4);

        containers.kill(image);
        startImageAgain();

        assertThat(ids()).containsAll(listed);
        assertThat(tributary.bytes(merge)).isEqualTo(merged);
        awaitMore("shop-a");
    }

    @Test
    void theImageIsHealthyRunsAsNobodyAndStopsAtOnceInTheMiddleOfAScrape() throws Exception {
        assertThat(image.execInContainer("id", "-u").getStdout().strip()).isEqualTo("7171");
        await(
                "healthy container",
                () -> Objects.requireNonNull(
                                containers.inspect(image).getState().getHealth())
                        .getStatus()
                        .equals("healthy"));

        awaitScrape("shop-a");
        List<String> listed = ids();
        long before = System.nanoTime();
        containers.stop(image);
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        long exitCode =
                Objects.requireNonNull(containers.inspect(image).getState().getExitCodeLong());
        startImageAgain();

        assertThat(exitCode).as(containers::logs).isZero();
        // Five are promised, and Docker has its own to do.
        assertThat(took).as(containers::logs).isLessThan(Duration.ofSeconds(8));
        assertThat(ids()).containsAll(listed);
    }

    private void startImageAgain() {
        containers.startAgain(image);
        tributary = Tributary.at(containers.address(image));
        Await.until("answer after the restart", SOON, containers::logs, tributary::ready);
    }

    private void await(String what, BooleanSupplier condition) {
        Await.until(
                what,
                SOON,
                () -> tributary.text("/api/v1/targets") + "\n" + containers.logs(),
                () -> condition.getAsBoolean() ? Optional.of(true) : Optional.empty());
    }

    /** Returns while a CPU profile of the shop is being taken. */
    private void awaitScrape(String shop) {
        Instant[] next = {nextScrape(shop)};
        await("scrape of " + shop, () -> {
            Instant now = Instant.now();
            if (now.isAfter(next[0].plus(SCRAPE_NEARLY_OVER))) {
                next[0] = nextScrape(shop);
                return false;
            }
            return now.isAfter(next[0].plus(SCRAPE_BEGAN));
        });
    }

    private Instant nextScrape(String shop) {
        return Instant.parse(cpu(shop).path("nextScrape").asText());
    }

    private void awaitUp(String shop) {
        await(
                shop + " being up",
                () -> tributary.target(shop + ":6060").path("health").asText().equals("up"));
    }

    /** Why the CPU profile failed, as soon as it does. */
    private String awaitError(String shop) {
        return Await.until(shop + " failing", SOON, containers::logs, () -> {
            JsonNode cpu = cpu(shop);
            return cpu.path("health").asText().equals("down")
                    ? Optional.of(cpu.path("lastError").asText())
                    : Optional.empty();
        });
    }

    private void awaitMore(String shop) {
        int before = cpuProfiles(shop).size();
        await("more profiles of " + shop, () -> cpuProfiles(shop).size() > before + 1);
    }

    private String health(String shop) {
        return cpu(shop).path("health").asText();
    }

    private List<JsonNode> cpuProfiles(String shop) {
        String match = URLEncoder.encode("{instance=\"" + shop + ":6060\"}", StandardCharsets.UTF_8);
        return tributary.profiles("service=shop&type=cpu&match=" + match);
    }

    private Instant newest(String shop) {
        return cpuProfiles(shop).stream()
                .map(profile -> Instant.parse(profile.path("time").asText()))
                .max(Instant::compareTo)
                .orElse(Instant.EPOCH);
    }

    private List<String> ids() {
        return tributary.profiles("service=shop").stream()
                .map(profile -> profile.path("id").asText())
                .toList();
    }

    private JsonNode cpu(String shop) {
        JsonNode target = tributary.target(shop + ":6060");
        for (JsonNode profile : target.path("profiles")) {
            if (profile.path("type").asText().equals("cpu")) {
                return profile;
            }
        }
        throw new AssertionError("no CPU profile of " + shop + ": " + target);
    }
}
