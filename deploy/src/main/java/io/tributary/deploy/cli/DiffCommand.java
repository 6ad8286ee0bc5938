package io.tributary.deploy.cli;

import java.util.List;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code tributary diff --base FILE… FILE… -o OUT}. */
final class DiffCommand implements Command {
    private final FileCommands commands;

    DiffCommand(FileCommands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "diff";
    }

    @Override
    public String arguments() {
        return "FILE… (pprof files, gzipped or not; - is standard input)";
    }

    @Override
    public String description() {
        return "Takes a base off pprof files: the answer of go tool pprof -diff_base -proto.";
    }

    @Override
    public String more() {
        return """
                Several files, and several bases, are merged first. The base's samples are kept, negated and under
                the label pprof::base=true, so that pprof -top shows differences as shares of the base.
                """ + MergeCommand.BROKEN_FILES + "\n" + FilterFlags.HELP;
    }

    @Override
    public Options options() {
        return FilterFlags.addTo(OutputFlag.addTo(SourceFlags.options()));
    }

    @Override
    public Set<String> repeatable() {
        return SourceFlags.repeatable();
    }

    @Override
    public int run(CommandLine flags, List<String> files) throws UsageException, CommandException {
        Sources sources = SourceFlags.read(flags, files);
        commands.diff(sources, FilterFlags.read(flags), OutputFlag.read(flags));
        return ExitCode.DONE;
    }
}
