package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.testing.DaemonProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
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
