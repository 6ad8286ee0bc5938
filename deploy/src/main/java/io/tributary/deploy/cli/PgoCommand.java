package io.tributary.deploy.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code tributary pgo FILE… -o default.pgo}. */
final class PgoCommand implements Command {
    private final FileCommands commands;

    PgoCommand(FileCommands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "pgo";
    }

    @Override
    public String arguments() {
        return "FILE… (Go CPU profiles, gzipped or not; - is standard input)";
    }

    @Override
    public String description() {
        return "Makes what go build -pgo takes of CPU profiles, and says whether it is good enough.";
    }

    @Override
    public String more() {
        return """
                Each file counts as an instance of its own in the hour in which it was taken. The report is on stderr. What is not
                good enough to build with is not written, and the exit code is 1, unless --gate=off.
                """ + MergeCommand.BROKEN_FILES;
    }

    @Override
    public Options options() {
        return PgoFlags.addTo(OutputFlag.addTo(new Options()));
    }

    @Override
    public int run(CommandLine flags, List<String> files) throws UsageException, CommandException {
        if (files.isEmpty()) {
            throw new UsageException("which FILE is the feedback to be made of?");
        }
        commands.pgo(files, PgoFlags.read(flags), OutputFlag.read(flags));
        return ExitCode.DONE;
    }
}
