package io.tributary.profile.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.Profile;
import io.tributary.profile.wire.PprofEncoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** {@code go tool preprofile}: the edges that Go's compiler reads of a profile, as a text. */
public final class GoPreprofile {
    private static final long DEADLINE_SECONDS = 60;

    private GoPreprofile() {}

    /** What it says of a profile; empty where it refuses it. */
    public static Optional<String> text(Profile profile) {
        return text(PprofEncoder.encode(profile, 1));
    }

    /** What it says of a file's bytes; empty where it refuses them. */
    public static Optional<String> text(byte[] pprof) {
        try {
            Path folder = Files.createTempDirectory("preprofile");
            Path input = Files.write(folder.resolve("in.pprof"), pprof);
            Path output = folder.resolve("out.txt");
            try {
                boolean taken = run(List.of("-i", input.toString(), "-o", output.toString())) == 0;
                return taken ? Optional.of(Files.readString(output, UTF_8)) : Optional.empty();
            } finally {
                Files.deleteIfExists(input);
                Files.deleteIfExists(output);
                Files.delete(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int run(List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(Tool.COMMAND);
        command.addAll(arguments);
        Process process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return end(process, command);
    }

    private static int end(Process process, List<String> command) {
        try {
            if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " takes longer than " + DEADLINE_SECONDS + " s");
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + command, e);
        }
    }

    /** The tool's own file, as {@code go tool} would look for it each time. */
    private static final class Tool {
        static final List<String> COMMAND = find();

        private static List<String> find() {
            try {
                Process process = new ProcessBuilder("go", "tool", "-n", "preprofile").start();
                String file = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
                // Go builds the tool when it is first run, and says its name before it has.
                return end(process, List.of("go")) == 0 && Files.isExecutable(Path.of(file))
                        ? List.of(file)
                        : List.of("go", "tool", "preprofile");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
