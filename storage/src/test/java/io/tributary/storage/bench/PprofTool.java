package io.tributary.storage.bench;

import io.tributary.profile.testing.GoPprof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** {@code go tool pprof -proto} over files, and the processor time it takes. */
final class PprofTool {
    private PprofTool() {}

    /** Milliseconds of CPU for merging these files into one; empty where there is no Go. */
    static OptionalDouble mergeCpuMillis(List<Path> files, Path output) {
        try {
            Process found = new ProcessBuilder("go", "tool", "-n", "pprof").start();
            String tool = new String(found.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (found.waitFor() != 0 || tool.isEmpty()) {
                return OptionalDouble.empty();
            }
            // It is built when it is first run, which is not to be measured.
            GoPprof.pprof(
                    List.of("-proto", "-output=" + output, files.getFirst().toString()));
            List<String> command = new ArrayList<>(List.of(
                    "bash",
                    "-c",
                    "TIMEFORMAT='%U %S'; time \"$@\" 2>/dev/null >/dev/null",
                    "time",
                    tool,
                    "-symbolize=none",
                    "-proto",
                    "-output=" + output));
            files.forEach(file -> command.add(file.toString()));
            Process merge = new ProcessBuilder(command).start();
            String[] times = new String(merge.getErrorStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip()
                    .split(" ", -1);
            if (merge.waitFor() != 0 || times.length != 2) {
                throw new IllegalStateException("go tool pprof failed: " + String.join(" ", times));
            }
            return OptionalDouble.of(1_000 * (Double.parseDouble(times[0]) + Double.parseDouble(times[1])));
        } catch (IOException e) {
            return OptionalDouble.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return OptionalDouble.empty();
        }
    }
}
