package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.deploy.testing.Await;
import io.tributary.deploy.testing.Child;
import io.tributary.deploy.testing.Tributary;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a process: how it begins and how it ends. */
class DaemonIT {
    private static final Duration END_DEADLINE = Duration.ofSeconds(60);

    /** Five seconds, and what a busy machine takes to end a process and to see that it has. */
    private static final Duration END_PROMISED = Duration.ofSeconds(8);

    @TempDir
    Path folder;

    @Test
    void answersWhenItSaysThatItListensAndEndsOnSigterm() {
        try (Tributary daemon = Tributary.start(folder.resolve("data"))) {
            assertThat(daemon.get("/-/ready").statusCode()).isEqualTo(200);
            assertThat(daemon.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(daemon.text("/metrics")).contains("tributary_build_info{", "jvm_memory_used_bytes");

            assertThat(daemon.process().terminate(END_PROMISED)).isZero();

            assertThat(said(daemon.process())).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
        }
    }

    @Test
    void showsWhatItWasStartedWith() {
        Path data = folder.resolve("data");
        try (Tributary daemon = Tributary.start(data, "--storage.retention.raw=3d", "--web.enable-admin-api")) {
            JsonNode flags = daemon.json("/api/v1/status/flags");
            // By the environment, by a flag, and by nobody.
            assertThat(flags.get("storage.path").asText()).isEqualTo(data.toString());
            assertThat(flags.get("storage.retention.raw").asText()).isEqualTo("3d");
            assertThat(flags.get("web.enable-admin-api").asText()).isEqualTo("true");
            assertThat(flags.get("web.enable-lifecycle").asText()).isEqualTo("false");

            JsonNode runtime = daemon.json("/api/v1/status/runtime");
            assertThat(daemon.text("/metrics"))
                    .contains("tributary_build_info{java=\""
                            + runtime.get("javaVersion").asText() + "\",version=\""
                            + runtime.get("version").asText() + "\"}");
            assertThat(data.resolve("FORMAT"))
                    .hasContent("tributary " + runtime.get("storageFormat").asInt());
            assertThat(runtime.at("/storageRetention/raw").asText()).isEqualTo("3d");
            assertThat(Instant.parse(runtime.get("startTime").asText()))
                    .isBeforeOrEqualTo(Instant.parse(runtime.get("serverTime").asText()));
        }
    }

    @Test
    void aPortInUseIsOneLine() {
        try (Tributary first = Tributary.start(folder.resolve("first"));
                Child second = launch(folder.resolve("second"), "--web.listen-address=127.0.0.1:" + first.port())) {
            assertRefused(second, 3, "127.0.0.1:" + first.port(), "in use", "--web.listen-address");
        }
    }

    @Test
    void aDataFolderOfAnotherProcessIsOneLine() {
        Path data = folder.resolve("data");
        try (Tributary first = Tributary.start(data);
                Child second = launch(data, "--web.listen-address=127.0.0.1:0")) {
            assertRefused(second, 3, data.toString());
            assertThat(first.get("/-/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDataFolderThatIsAFileIsOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        try (Child daemon = launch(file, "--web.listen-address=127.0.0.1:0")) {
            assertRefused(daemon, 3, file.toString());
        }
        assertThat(file).hasContent("not a folder");
    }

    @Test
    void aDataFolderOfANewerFormatIsOneLineAndStaysAsItIs() throws IOException {
        Path data = folder.resolve("data");
        try (Tributary daemon = Tributary.start(data)) {
            assertThat(daemon.process().terminate(END_DEADLINE)).isZero();
        }
        Path format = data.resolve("FORMAT");
        assertThat(format).exists();
        Files.writeString(format, "tributary 999\n");

        try (Child daemon = launch(data, "--web.listen-address=127.0.0.1:0")) {
            assertRefused(daemon, 3, data.toString(), "999");
        }
        assertThat(format).hasContent("tributary 999");
    }

    @Test
    void listeningForOthersIsWarnedOf() {
        try (Tributary daemon = Tributary.start(folder.resolve("data"), "--web.listen-address=0.0.0.0:0")) {
            assertThat(daemon.process().lines())
                    .anyMatch(line -> line.contains("WARN") && line.contains("LISTENING ON 0.0.0.0"));
        }
    }

    @Test
    void theLogCanBeJson() {
        try (Child daemon = launch(
                Map.of("TRIBUTARY_STORAGE_PATH", folder.resolve("data").toString(), "TRIBUTARY_LOG_FORMAT", "json"),
                "--web.listen-address=127.0.0.1:0")) {
            daemon.awaitLine(Pattern.compile("^\\{.*listening on http:.*}$"), END_DEADLINE);
            assertThat(daemon.lines()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        }
    }

    @Test
    void withoutATargetsFileItProfilesItself() throws InvalidProfileException {
        try (Tributary daemon = Tributary.start(folder.resolve("data"))) {
            HttpResponse<byte[]> merge =
                    Await.until("merge of its own profiles", END_DEADLINE, daemon.process()::output, () -> {
                        HttpResponse<byte[]> answer =
                                daemon.get("/api/v1/merge?service=tributary&type=cpu&from=now-5m");
                        return answer.statusCode() == 200 ? Optional.of(answer) : Optional.empty();
                    });
            Profile cpu = PprofDecoder.decode(merge.body(), DecodeLimits.DEFAULT);

            assertThat(cpu.samples().size()).isPositive();
            assertThat(daemon.text("/api/v1/targets")).contains("\"tributary\"", "127.0.0.1:" + daemon.port());
            assertThat(daemon.process().terminate(END_DEADLINE)).isZero();
        }
    }

    @Test
    void aTargetsFileThatIsWrongIsALineForEachProblem() throws IOException {
        Path file = Files.writeString(
                folder.resolve("targets.yaml"), "global:\n  scrape_intervall: 15s\nscrape_config: []\n");
        try (Child daemon = launch(folder.resolve("data"), "--config.file=" + file)) {
            assertThat(daemon.exitCode(END_DEADLINE)).isEqualTo(1);
            assertThat(daemon.lines()).hasSizeGreaterThan(1).allMatch(line -> line.startsWith("tributary: " + file));
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aTargetsFileThatIsMissingIsOneLine() {
        Path file = folder.resolve("none.yaml");
        try (Child daemon = launch(folder.resolve("data"), "--config.file=" + file)) {
            assertRefused(daemon, 3, file.toString());
        }
    }

    @Test
    void theLauncherWorksFromAnyFolderAndWithSpacesInItsPath() throws IOException {
        Path release = copyOfDistribution(folder.resolve("a release"));
        Path link = Files.createSymbolicLink(folder.resolve("linked tributary"), release.resolve("bin/tributary"));
        try (Child daemon = Tributary.launch(link, Map.of(), List.of("--version"))) {
            assertThat(daemon.exitCode(END_DEADLINE)).isZero();
            assertThat(daemon.lines()).first().asString().startsWith("tributary ");
        }
    }

    @Test
    void theCacheIsMadeOnceAndOneThatIsStaleOrBrokenIsPassedOver() throws IOException {
        Path release = copyOfDistribution(folder.resolve("release"));
        Path launcher = release.resolve("bin/tributary");
        Map<String, String> withCache = Map.of("TRIBUTARY_AOT", "on");

        startAndStop(launcher, withCache);
        Path cache = onlyFile(release.resolve("aot"));
        assertThat(cache).isNotEmptyFile();

        Files.writeString(cache, "no cache at all");
        List<String> log = startAndStop(launcher, withCache);
        assertThat(log).allMatch(line -> line.contains(" INFO "));
    }

    private List<String> startAndStop(Path launcher, Map<String, String> environment) {
        Map<String, String> all = new HashMap<>(environment);
        all.put("TRIBUTARY_STORAGE_PATH", folder.resolve("data").toString());
        all.put("TRIBUTARY_WEB_LISTEN_ADDRESS", "127.0.0.1:0");
        try (Child daemon = Tributary.launch(launcher, all, List.of())) {
            daemon.awaitLine(Pattern.compile("listening on http:"), END_DEADLINE);
            assertThat(daemon.terminate(END_DEADLINE)).isZero();
            return said(daemon);
        }
    }

    /** What it printed, but for what it says of a machine that stalls: that a thread did not come to run, and where it was. */
    private static List<String> said(Child daemon) {
        return daemon.lines().stream()
                .filter(line -> !line.contains(" BlockedThreadChecker: ")
                        && !line.startsWith("io.vertx.core.VertxException: Thread blocked")
                        && !line.startsWith("\tat "))
                .toList();
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static Path copyOfDistribution(Path to) throws IOException {
        Path from = Tributary.DISTRIBUTION;
        for (String part : List.of("bin", "lib")) {
            Files.createDirectories(to.resolve(part));
            try (Stream<Path> files = Files.list(from.resolve(part))) {
                for (Path file : (Iterable<Path>) files::iterator) {
                    Files.copy(file, to.resolve(part).resolve(file.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
        return to;
    }

    private static Child launch(Path data, String flag) {
        return launch(Map.of("TRIBUTARY_STORAGE_PATH", data.toString()), flag);
    }

    private static Child launch(Map<String, String> environment, String flag) {
        return Tributary.launch(environment, List.of(flag));
    }

    private static void assertRefused(Child daemon, int exitCode, String... named) {
        assertThat(daemon.exitCode(END_DEADLINE)).isEqualTo(exitCode);
        assertThat(daemon.lines())
                .singleElement()
                .asString()
                .startsWith("tributary: ")
                .contains(named);
    }
}
