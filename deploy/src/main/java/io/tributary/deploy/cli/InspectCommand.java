package io.tributary.deploy.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code tributary inspect FILE…}. */
final class InspectCommand implements Command {
    private final FileCommands commands;

    InspectCommand(FileCommands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "inspect";
    }

    @Override
    public String arguments() {
        return "FILE… (pprof files, gzipped or not; - is standard input)";
    }

    @Override
    public String description() {
        return "Says what is in pprof files: header, totals, mappings, labels, and what is odd about them.";
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public int run(CommandLine flags, List<String> files) throws UsageException, CommandException {
        if (files.isEmpty()) {
            throw new UsageException("which FILE is to be inspected?");
        }
        commands.inspect(files);
        return ExitCode.DONE;
    }
}
