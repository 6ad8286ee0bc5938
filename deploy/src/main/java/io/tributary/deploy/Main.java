package io.tributary.deploy;

import io.tributary.deploy.cli.Cli;
import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.DaemonCommands;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.deploy.cli.RunSettings;
import io.tributary.deploy.files.ProfileFiles;
import io.tributary.deploy.logging.Logging;
import io.tributary.deploy.store.StoreFolders;
import io.tributary.deploy.targets.Targets;
import io.tributary.deploy.web.WebConfigs;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;

/** Where the process begins. */
public final class Main implements DaemonCommands {
    /** The launcher says so, since Java cannot tell. */
    private static final String TERMINAL = "tributary.terminal";

    private Main() {}

    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, System.out.charset());
        PrintWriter err = new PrintWriter(System.err, true, System.err.charset());
        ProfileFiles files = new ProfileFiles(out, err, Boolean.getBoolean(TERMINAL), ZoneId.systemDefault());
        Cli cli = new Cli(
                new Main(), Targets::check, WebConfigs::check, files, new StoreFolders(out), System.getenv(), out, err);
        System.exit(cli.run(arguments));
    }

    @Override
    public void run(RunSettings settings) throws CommandException {
        Daemon daemon = begin(settings);
        Termination termination = Termination.arm(daemon::stop);
        Hangup.does(daemon::reload);
        try {
            daemon.start();
            termination.await();
        } finally {
            termination.disarm();
            daemon.stop();
        }
    }

    @Override
    public void train(RunSettings settings) throws CommandException {
        Instant now = InstantSource.system().instant();
        Daemon daemon = begin(settings);
        try {
            Training.fill(settings.storagePath(), now);
            Training.askAround(daemon.start(), now);
            Training.keepLibrary();
        } catch (IOException e) {
            throw new CommandException(ExitCode.NOT_OPENED, List.of("RocksDB's library: " + e.getMessage()), e);
        } finally {
            daemon.stop();
        }
    }

    private static Daemon begin(RunSettings settings) {
        Logging.setUp(settings.logLevel(), settings.logFormat());
        return new Daemon(settings, InstantSource.system());
    }
}
