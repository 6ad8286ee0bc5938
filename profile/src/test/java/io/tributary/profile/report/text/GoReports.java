package io.tributary.profile.report.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Many reports of one file by one process: pprof's own command line, where each report is written to a file. Starting
 * the tool takes longer than any report of a small profile.
 */
final class GoReports {
    private static final long DEADLINE_SECONDS = 120;

    private static String tool = "";

    private final Path folder;
    private final List<String> flags;
    private final List<String> commands = new ArrayList<>(List.of("compact_labels=false"));
    private int reports;

    /** @param flags and files, for instance {@code -diff_base=a b} */
    GoReports(Path folder, List<String> flags) {
        this.folder = folder;
        this.flags = flags;
    }

    GoReports set(String setting) {
        commands.add(setting);
        return this;
    }

    GoReports report(String command) {
        commands.add(command + " >" + output(reports++));
        return this;
    }

    /** The tool's own path, which spares the {@code go} command at each start. */
    private static synchronized String tool() throws Exception {
        if (tool.isEmpty()) {
            Process process = new ProcessBuilder("go", "tool", "-n", "pprof").start();
            tool = new String(process.getInputStream().readAllBytes(), UTF_8).strip();
            if (process.waitFor() != 0 || tool.isEmpty()) {
                throw new IOException("go tool -n pprof names no tool");
            }
        }
        return tool;
    }

    private Path output(int report) {
        return folder.resolve("report" + report + ".txt");
    }

    /** The reports in order, one character a byte. */
    List<String> run() throws Exception {
        Path input = folder.resolve("commands.txt");
        Path errors = folder.resolve("errors.txt");
        Files.writeString(input, String.join("\n", commands) + "\nquit\n");
        List<String> command = new ArrayList<>(List.of(tool(), "-symbolize=none"));
        command.addAll(flags);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("PPROF_BINARY_PATH", "/nowhere");
        builder.environment().put("TZ", "UTC");
        builder.redirectInput(input.toFile());
        builder.redirectOutput(folder.resolve("output.txt").toFile()).redirectError(errors.toFile());
        Process process = builder.start();
        if (!process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " takes longer than " + DEADLINE_SECONDS + " s");
        }
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < reports; i++) {
            Path output = output(i);
            if (!Files.exists(output)) {
                throw new IOException(commands + " gave no report " + i + ": " + Files.readString(errors, ISO_8859_1));
            }
            answers.add(Files.readString(output, ISO_8859_1));
            Files.delete(output);
        }
        return answers;
    }
}
