package io.tributary.deploy.e2e;

import io.tributary.deploy.testing.Tributary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** A day of a service named {@code catalogue}: profiles of {@code testdata/shop}, sent as if they had been taken then. */
final class History {
    private static final Path PROFILES = Path.of("..", "testdata", "shop", "v1");
    private static final Map<String, String> FILES =
            Map.of("cpu", "cpu.a1.pb.gz", "heap", "heap.4.pb.gz", "goroutine", "goroutine.6.pb.gz");
    private static final Duration STEP = Duration.ofMinutes(30);
    private static final int STEPS = 52;

    private History() {}

    /** Two instances, one of a newer version in the second half. */
    static void of(Tributary daemon) throws IOException {
        Instant begin = Instant.now().minus(STEP.multipliedBy(STEPS));
        for (Map.Entry<String, String> type : FILES.entrySet()) {
            byte[] profile = Files.readAllBytes(PROFILES.resolve(type.getValue()));
            for (int i = 0; i < STEPS; i++) {
                Instant time = begin.plus(STEP.multipliedBy(i));
                send(daemon, profile, type.getKey(), time, "a", "v1");
                send(daemon, profile, type.getKey(), time, "b", i < STEPS / 2 ? "v1" : "v2");
            }
        }
    }

    private static void send(
            Tributary daemon, byte[] profile, String type, Instant time, String instance, String version) {
        int status = daemon.post(
                        "/api/v1/profiles?service=catalogue&type=" + type + "&time=" + time + "&label.instance="
                                + instance + "&label.version=" + version,
                        profile)
                .statusCode();
        if (status != 201) {
            throw new AssertionError("a profile was answered " + status);
        }
    }
}
