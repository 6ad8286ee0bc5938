package io.tributary.deploy.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tributary merge FILE… -o OUT}. */
@Command(
        name = "merge",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        description = {
            "Merges pprof files: the answer of go tool pprof -symbolize=none -proto.",
            "",
            "A file that cannot be read or is no profile is named on stderr, and the others are merged and written without it, as"
                    + " pprof does; the exit code is then 1, or 3 where it could not be opened. Files that do not go"
                    + " together, CPU and heap for instance, are an error, and nothing is written."
        })
final class MergeCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "1..*", description = "pprof files, gzipped or not; - is standard input.")
    private List<String> files = List.of();

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "OUT",
            description = "The file to write, there whole or not at all; - is standard output. (TRIBUTARY_OUTPUT)")
    private String output = "";

    private final FileCommands commands;

    MergeCommand(FileCommands commands) {
        this.commands = commands;
    }

    @Override
    public Integer call() throws CommandException {
        commands.merge(files, output);
        return ExitCode.DONE;
    }
}
