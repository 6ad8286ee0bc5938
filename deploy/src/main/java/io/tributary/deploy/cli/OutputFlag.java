package io.tributary.deploy.cli;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code -o OUT}, for commands that write a profile. */
final class OutputFlag {
    private static final String OUTPUT = "output";

    private OutputFlag() {}

    static Options addTo(Options options) {
        return options.addOption(Option.builder("o")
                .longOpt(OUTPUT)
                .hasArg()
                .argName("OUT")
                .desc("The file to write, there whole or not at all; - is standard output. ("
                        + Environment.variable(OUTPUT) + ")")
                .get());
    }

    static String read(CommandLine flags) throws UsageException {
        String output = flags.getOptionValue(OUTPUT);
        if (output == null || output.isEmpty()) {
            throw new UsageException("-o OUT is missing: the file to write, or - for standard output");
        }
        return output;
    }
}
