package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.deploy.testing.Tributary;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands on files as a process of the distribution: standard streams, exit codes, memory. */
class FileCommandsIT {
    private static final long DEADLINE_SECONDS = 120;
    private static final String CPU = TestData.path("shop/v1/cpu.a1.pb.gz").toString();
    private static final String HEAP =
            TestData.path("shop/heap-sequence/heap.04.pb.gz").toString();

    @TempDir
    private Path folder;

    private int run(Map<String, String> environment, Path input, List<String> arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(
                Tributary.DISTRIBUTION.resolve("bin/tributary").toAbsolutePath().toString());
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectInput(input.toFile())
                .redirectOutput(output().toFile())
                .redirectError(errors().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("TRIBUTARY_"));
        builder.environment().put("TRIBUTARY_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("TRIBUTARY_AOT", "off");
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " takes longer than " + DEADLINE_SECONDS + " s");
        }
        return process.exitValue();
    }

    private Path output() {
        return folder.resolve("stdout");
    }

    private Path errors() {
        return folder.resolve("stderr");
    }

    @Test
    void standardInputAndOutputAreFilesToo() throws Exception {
        GoPprof.assumeThere();

        assertThat(run(Map.of(), Path.of(CPU), List.of("merge", "-", CPU, "-o", "-")))
                .isZero();

        assertThat(errors()).isEmptyFile();
        assertThat(GoPprof.raw(output())).isEqualTo(GoPprof.rawMerge(List.of(Path.of(CPU), Path.of(CPU))));
    }

    @Test
    void memoryDoesNotGrowWithTheNumberOfFiles() throws Exception {
        List<String> arguments = new ArrayList<>(List.of("merge"));
        arguments.addAll(Collections.nCopies(500, HEAP));
        Path merged = folder.resolve("merged.pprof");
        arguments.addAll(List.of("-o", merged.toString()));

        // Decoded, one of these takes about 2 MB.
        int exitCode = run(Map.of("TRIBUTARY_JAVA_OPTS", "-Xmx80m"), devNull(), arguments);

        assertThat(exitCode).as(Files.readString(errors())).isZero();
        assertThat(merged).isNotEmptyFile();
    }

    @Test
    void whatDoesNotFitIntoMemorySaysSoInOneLine() throws Exception {
        Path large = folder.resolve("large.pb");
        Files.write(large, new byte[40 << 20]);

        int exitCode = run(
                Map.of("TRIBUTARY_JAVA_OPTS", "-Xmx24m"),
                devNull(),
                List.of("merge", large.toString(), "-o", folder.resolve("no").toString()));

        assertThat(exitCode).isEqualTo(1);
        assertThat(Files.readAllLines(errors()))
                .last()
                .asString()
                .startsWith("tributary: " + large)
                .contains("memory", "TRIBUTARY_JAVA_OPTS");
    }

    @Test
    void aFailureIsTheProcesssExitCode() throws Exception {
        String out = folder.resolve("out").toString();
        assertThat(run(Map.of(), devNull(), List.of("merge", "-", "-o", out))).isEqualTo(1);
        assertThat(errors()).content().contains("standard input", "empty");
        assertThat(run(Map.of(), devNull(), List.of("merge", CPU))).isEqualTo(2);
        assertThat(run(
                        Map.of(),
                        devNull(),
                        List.of("merge", folder.resolve("none").toString(), "-o", out)))
                .isEqualTo(3);
        assertThat(run(Map.of(), devNull(), List.of("inspect", CPU))).isZero();
        assertThat(output()).content().startsWith(CPU);
    }

    private static Path devNull() {
        return Path.of("/dev/null");
    }
}
