package io.tributary.deploy.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code tributary verify --storage.path DIR}. */
final class VerifyCommand implements Command {
    private final StoreCommands commands;

    VerifyCommand(StoreCommands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String arguments() {
        return "";
    }

    @Override
    public String description() {
        return "Reads everything in a store and says what is damaged, by service, day and profile.";
    }

    @Override
    public String more() {
        return """
                The daemon that uses the folder has to be stopped, or a snapshot of it named.
                Each thing that is wrong is a line on standard error, and the exit code is 1.
                """;
    }

    @Override
    public Options options() {
        return new Options().addOption(RunFlags.storagePath());
    }

    @Override
    public int run(CommandLine flags, List<String> arguments) throws UsageException, CommandException {
        commands.verify(RunFlags.storagePath(flags));
        return ExitCode.DONE;
    }
}
