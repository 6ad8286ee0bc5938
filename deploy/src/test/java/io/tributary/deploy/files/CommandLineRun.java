package io.tributary.deploy.files;

import io.tributary.deploy.cli.Cli;
import io.tributary.deploy.cli.DaemonCommands;
import io.tributary.deploy.cli.RunSettings;
import io.tributary.deploy.store.StoreFolders;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** The whole command line without a process of its own: what it prints, and its exit code. */
public final class CommandLineRun {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    public int run(String... arguments) {
        PrintWriter output = new PrintWriter(out, true);
        PrintWriter errors = new PrintWriter(err, true);
        return new Cli(
                        new NoDaemon(),
                        CommandLineRun::noCheck,
                        CommandLineRun::noCheck,
                        new ProfileFiles(output, errors, false, ZoneOffset.UTC),
                        new StoreFolders(output),
                        Map.of(),
                        output,
                        errors)
                .run(arguments);
    }

    private static List<String> noCheck(Path file) {
        throw new IllegalStateException("nobody asked to check " + file);
    }

    public String output() {
        return out.toString();
    }

    public String errors() {
        return err.toString();
    }

    void clear() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }

    private static final class NoDaemon implements DaemonCommands {
        @Override
        public void run(RunSettings settings) {
            throw new IllegalStateException("nobody asked for a daemon");
        }

        @Override
        public void train(RunSettings settings) {
            throw new IllegalStateException("nobody asked for a daemon");
        }
    }
}
