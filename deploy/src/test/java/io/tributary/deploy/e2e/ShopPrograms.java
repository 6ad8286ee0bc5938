package io.tributary.deploy.e2e;

import io.tributary.deploy.testing.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The fleet's program, built by the Go tool-chain and run. */
final class ShopPrograms {
    private static final Pattern LISTENING = Pattern.compile("pprof listening on (\\S+)");
    private static final Path SOURCE = Path.of("fleet").toAbsolutePath();

    private final Path go;
    private final Path folder;

    ShopPrograms(Path go, Path folder) {
        this.go = go;
        this.folder = folder;
    }

    /** Builds one version; {@code more} goes to {@code go build}. What it printed comes back. */
    String build(String version, String output, String... more) {
        List<String> command = new ArrayList<>(List.of(
                go.toString(),
                "build",
                "-buildvcs=false",
                "-tags=" + version,
                "-o",
                program(output).toString()));
        command.addAll(List.of(more));
        command.add(".");
        return Child.run(SOURCE, Map.of("CGO_ENABLED", "0", "GOFLAGS", "-mod=mod"), command);
    }

    Path program(String output) {
        return folder.resolve(output);
    }

    /** A running instance and where its pprof is. */
    record Instance(Child process, String address) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    /** @param more flags that this one has beside those that all have */
    Instance start(String output, int seed, String... more) {
        List<String> command = new ArrayList<>(
                List.of(program(output).toString(), "-pprof=127.0.0.1:0", "-load=0.15", "-seed=" + seed));
        command.addAll(List.of(more));
        Child process = Child.start(folder, Map.of(), command);
        try {
            String address =
                    process.awaitLine(LISTENING, Duration.ofSeconds(30)).group(1);
            return new Instance(process, address);
        } catch (AssertionError e) {
            process.close();
            throw e;
        }
    }
}
