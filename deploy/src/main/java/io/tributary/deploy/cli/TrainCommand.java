package io.tributary.deploy.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code tributary train}: for the launcher, which makes the ahead-of-time cache of such a run. */
final class TrainCommand implements Command {
    private final DaemonCommands daemon;

    TrainCommand(DaemonCommands daemon) {
        this.daemon = daemon;
    }

    @Override
    public String name() {
        return "train";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Starts, does a little of everything, and stops.";
    }

    @Override
    public boolean listed() {
        return false;
    }

    @Override
    public Options options() {
        return RunFlags.options();
    }

    @Override
    public int run(CommandLine flags, List<String> arguments) throws UsageException, CommandException {
        daemon.train(RunFlags.read(flags));
        return ExitCode.DONE;
    }
}
