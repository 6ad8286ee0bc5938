package io.tributary.deploy.cli;

import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code tributary merge FILE… -o OUT}. */
final class MergeCommand implements Command {
    private static final String OUTPUT = "output";

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
        return """
                A file that cannot be read or is no profile is named on stderr, and the others are merged and
                written without it, as pprof does; the exit code is then 1, or 3 where it could not be opened.
                Files that do not go together, CPU and heap for instance, are an error, and nothing is written.
                """;
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Option.builder("o")
                        .longOpt(OUTPUT)
                        .hasArg()
                        .argName("OUT")
                        .desc("The file to write, there whole or not at all; - is standard output. ("
                                + Environment.variable(OUTPUT) + ")")
                        .get());
    }

    @Override
    public int run(CommandLine flags, List<String> files) throws UsageException, CommandException {
        String output = flags.getOptionValue(OUTPUT);
        if (files.isEmpty()) {
            throw new UsageException("which FILE is to be merged?");
        }
        if (output == null || output.isEmpty()) {
            throw new UsageException("-o OUT is missing: the file to write, or - for standard output");
        }
        commands.merge(files, output);
        return ExitCode.DONE;
    }
}
