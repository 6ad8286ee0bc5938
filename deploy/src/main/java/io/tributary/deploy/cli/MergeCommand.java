package io.tributary.deploy.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code tributary merge FILE… -o OUT}. */
final class MergeCommand implements Command {
    /** For the help of every command that merges files. */
    static final String BROKEN_FILES = """
            A file that cannot be read or is no profile is named on stderr, and the command goes on without it,
            as pprof does; the exit code is then 1, or 3 where it could not be opened. Files that do not go
            together, CPU and heap for instance, are an error, and there is no answer.
            """;

    private final FileCommands commands;

    MergeCommand(FileCommands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "merge";
    }

    @Override
    public String arguments() {
        return "FILE… (pprof files, gzipped or not; - is standard input)";
    }

    @Override
    public String description() {
        return "Merges pprof files: the answer of go tool pprof -symbolize=none -proto.";
    }

    @Override
    public String more() {
        return BROKEN_FILES + "\n" + FilterFlags.HELP;
    }

    @Override
    public Options options() {
        return FilterFlags.addTo(OutputFlag.addTo(new Options()));
    }

    @Override
    public int run(CommandLine flags, List<String> files) throws UsageException, CommandException {
        if (files.isEmpty()) {
            throw new UsageException("which FILE is to be merged?");
        }
        commands.merge(files, FilterFlags.read(flags), OutputFlag.read(flags));
        return ExitCode.DONE;
    }
}
