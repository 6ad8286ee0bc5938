package io.tributary.deploy.cli;

import java.nio.file.Path;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code tributary train-files DIR}: {@link TrainCommand} for the commands on files. */
final class TrainFilesCommand implements Command {
    private final FileCommands commands;

    TrainFilesCommand(FileCommands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "train-files";
    }

    @Override
    public String arguments() {
        return "DIR";
    }

    @Override
    public String description() {
        return "Does a little of everything with files made up in a folder.";
    }

    @Override
    public boolean listed() {
        return false;
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public int run(CommandLine flags, List<String> arguments) throws UsageException, CommandException {
        if (arguments.size() != 1) {
            throw new UsageException("which DIR is to be written to?");
        }
        commands.train(Path.of(arguments.getFirst()));
        return ExitCode.DONE;
    }
}
