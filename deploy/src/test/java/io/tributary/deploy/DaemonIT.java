package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.testing.DaemonProcess;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The distribution as a process: how it begins and how it ends. */
class DaemonIT {
    private static final Duration END_DEADLINE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    @Test
    void answersWhenItSaysThatItListensAndEndsOnSigterm() {
        try (DaemonProcess daemon = DaemonProcess.start(folder.resolve("data"))) {
            assertThat(daemon.get("/-/ready").statusCode()).isEqualTo(200);
            assertThat(daemon.get("/-/healthy").statusCode()).isEqualTo(200);
            assertThat(daemon.text("/metrics")).contains("tributary_build_info{", "jvm_memory_used_bytes");

            assertThat(daemon.terminate(Duration.ofSeconds(5))).isZero();

            assertThat(daemon.log()).noneMatch(line -> line.contains("WARN") || line.contains("ERROR"));
        }
    }

    @Test
    void aPortInUseIsOneLine() {
        try (DaemonProcess first = DaemonProcess.start(folder.resolve("first"));
                DaemonProcess second =
                        launch(folder.resolve("second"), "--web.listen-address=127.0.0.1:" + first.port())) {
            assertRefused(second, 3, "127.0.0.1:" + first.port(), "in use", "--web.listen-address");
        }
    }

    @Test
    void aDataFolderOfAnotherProcessIsOneLine() {
        Path data = folder.resolve("data");
        try (DaemonProcess first = DaemonProcess.start(data);
                DaemonProcess second = launch(data, "--web.listen-address=127.0.0.1:0")) {
            assertRefused(second, 3, data.toString());
            assertThat(first.get("/-/ready").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aDataFolderThatIsAFileIsOneLine() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "not a folder");
        try (DaemonProcess daemon = launch(file, "--web.listen-address=127.0.0.1:0")) {
            assertRefused(daemon, 3, file.toString());
        }
        assertThat(file).hasContent("not a folder");
    }

    @Test
    void aDataFolderOfANewerFormatIsOneLineAndStaysAsItIs() throws IOException {
        Path data = folder.resolve("data");
        try (DaemonProcess daemon = DaemonProcess.start(data)) {
            assertThat(daemon.terminate(Duration.ofSeconds(5))).isZero();
        }
        Path format = data.resolve("FORMAT");
        assertThat(format).exists();
        Files.writeString(format, "tributary 999\n");

        try (DaemonProcess daemon = launch(data, "--web.listen-address=127.0.0.1:0")) {
            assertRefused(daemon, 3, data.toString(), "999");
        }
        assertThat(format).hasContent("tributary 999");
    }

    @Test
    void listeningForOthersIsWarnedOf() {
        try (DaemonProcess daemon = DaemonProcess.start(folder.resolve("data"), "--web.listen-address=0.0.0.0:0")) {
            assertThat(daemon.log()).anyMatch(line -> line.contains("WARN") && line.contains("LISTENING ON 0.0.0.0"));
        }
    }

    @Test
    void theLogCanBeJson() {
        try (DaemonProcess daemon = launch(
                Map.of("TRIBUTARY_STORAGE_PATH", folder.resolve("data").toString(), "TRIBUTARY_LOG_FORMAT", "json"),
                "--web.listen-address=127.0.0.1:0")) {
            daemon.awaitLog(Pattern.compile("^\\{.*listening on http:.*}$"), END_DEADLINE);
            assertThat(daemon.log()).allMatch(line -> line.startsWith("{") && line.endsWith("}"));
        }
    }

    @Test
    void withoutATargetsFileItProfilesItself() throws InvalidProfileException {
        try (DaemonProcess daemon = DaemonProcess.start(folder.resolve("data"))) {
            HttpResponse<byte[]> merge = daemon.await(
                    "/api/v1/merge?service=tributary&type=cpu&from=now-5m",
                    Duration.ofSeconds(60),
                    answer -> answer.statusCode() == 200);
            Profile cpu = PprofDecoder.decode(merge.body(), DecodeLimits.DEFAULT);

            assertThat(cpu.samples().size()).isPositive();
            assertThat(daemon.text("/api/v1/targets")).contains("\"tributary\"", "127.0.0.1:" + daemon.port());
            assertThat(daemon.terminate(Duration.ofSeconds(5))).isZero();
        }
    }

    @Test
    void aTargetsFileThatIsWrongIsALineForEachProblem() throws IOException {
        Path file = Files.writeString(
                folder.resolve("targets.yaml"), "global:\n  scrape_intervall: 15s\nscrape_config: []\n");
        try (DaemonProcess daemon = launch(folder.resolve("data"), "--config.file=" + file)) {
            assertThat(daemon.exitCode(END_DEADLINE)).isEqualTo(1);
            assertThat(daemon.log()).hasSizeGreaterThan(1).allMatch(line -> line.startsWith("tributary: " + file));
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void aTargetsFileThatIsMissingIsOneLine() {
        Path file = folder.resolve("none.yaml");
        try (DaemonProcess daemon = launch(folder.resolve("data"), "--config.file=" + file)) {
            assertRefused(daemon, 3, file.toString());
        }
    }

    @Test
    void theLauncherWorksFromAnyFolderAndWithSpacesInItsPath() throws IOException {
        Path release = copyOfDistribution(folder.resolve("a release"));
        Path link = Files.createSymbolicLink(folder.resolve("linked tributary"), release.resolve("bin/tributary"));
        try (DaemonProcess daemon = DaemonProcess.launch(link, Map.of(), List.of("--version"))) {
            assertThat(daemon.exitCode(END_DEADLINE)).isZero();
            assertThat(daemon.log()).first().asString().startsWith("tributary ");
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
        try (DaemonProcess daemon = DaemonProcess.launch(launcher, all, List.of())) {
            daemon.awaitLog(Pattern.compile("listening on http:"), END_DEADLINE);
            assertThat(daemon.terminate(Duration.ofSeconds(5))).isZero();
            return daemon.log();
        }
    }

    private static Path onlyFile(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    private static Path copyOfDistribution(Path to) throws IOException {
        Path from = DaemonProcess.DISTRIBUTION;
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

    private static DaemonProcess launch(Path data, String flag) {
        return launch(Map.of("TRIBUTARY_STORAGE_PATH", data.toString()), flag);
    }

    private static DaemonProcess launch(Map<String, String> environment, String flag) {
        return DaemonProcess.launch(environment, List.of(flag));
    }

    private static void assertRefused(DaemonProcess daemon, int exitCode, String... named) {
        assertThat(daemon.exitCode(END_DEADLINE)).isEqualTo(exitCode);
        assertThat(daemon.log())
                .singleElement()
                .asString()
                .startsWith("tributary: ")
                .contains(named);
    }
}
