package io.tributary.deploy.cli;

import java.util.List;
import java.util.Objects;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code tributary top FILE… [--by function|line|package] [-n 30]}. */
final class TopCommand implements Command {
    private static final String COUNT = "nodecount";
    private static final String SAMPLE_INDEX = "sample_index";
    private static final String CUM = "cum";

    private final FileCommands commands;

    TopCommand(FileCommands commands) {
        this.commands = commands;
    }

    @Override
    public String name() {
        return "top";
    }

    @Override
    public String arguments() {
        return "FILE… (pprof files, gzipped or not; - is standard input)";
    }

    @Override
    public String description() {
        return "Prints the functions that take most: the answer of go tool pprof -top.";
    }

    @Override
    public String more() {
        return "Several files are merged first.\n" + MergeCommand.BROKEN_FILES + "\n" + FilterFlags.HELP;
    }

    @Override
    public Options options() {
        Options options = new Options()
                .addOption(Option.builder("n")
                        .longOpt(COUNT)
                        .hasArg()
                        .argName("COUNT")
                        .desc("The most functions to show; all that are not negligible by default. ("
                                + Environment.variable(COUNT) + ")")
                        .get())
                .addOption(Option.builder()
                        .longOpt(SAMPLE_INDEX)
                        .hasArg()
                        .argName("TYPE")
                        .desc("The sample type to show, by name or number; the profile's own choice by default. ("
                                + Environment.variable(SAMPLE_INDEX) + ")")
                        .get())
                .addOption(null, CUM, false, "Sorts by what a function and all it calls take.");
        return FilterFlags.addTo(GranularityFlag.addTo(options));
    }

    @Override
    public int run(CommandLine flags, List<String> files) throws UsageException, CommandException {
        if (files.isEmpty()) {
            throw new UsageException("which FILE is to be shown?");
        }
        commands.top(
                files,
                FilterFlags.read(flags),
                new TopView(
                        count(flags),
                        Objects.requireNonNullElse(flags.getOptionValue(SAMPLE_INDEX), ""),
                        flags.hasOption(CUM),
                        GranularityFlag.read(flags)));
        return ExitCode.DONE;
    }

    private static int count(CommandLine flags) throws UsageException {
        String count = flags.getOptionValue(COUNT);
        if (count == null) {
            return TopView.ALL;
        }
        if (!count.matches("[1-9][0-9]{0,8}")) {
            throw new UsageException("--" + COUNT + " wants a number of functions, such as 30, not '" + count + "'");
        }
        return Integer.parseInt(count);
    }
}
