package io.tributary.deploy.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code tributary run}: the daemon. */
final class RunCommand implements Command {
    private final DaemonCommands daemon;

    RunCommand(DaemonCommands daemon) {
        this.daemon = daemon;
    }

    @Override
    public String name() {
        return "run";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Collects profiles and serves them, until SIGTERM or SIGINT. What is done when no command is given.";
    }

    @Override
    public Options options() {
        return RunFlags.options();
    }

    @Override
    public int run(CommandLine flags, List<String> arguments) throws UsageException, CommandException {
        daemon.run(RunFlags.read(flags));
        return ExitCode.DONE;
    }
}
