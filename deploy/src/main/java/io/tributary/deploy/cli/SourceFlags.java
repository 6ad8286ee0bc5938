package io.tributary.deploy.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The flags that say with what files are compared. */
final class SourceFlags {
    static final String BASE = "base";
    private static final String PLAIN = "plain";
    private static final String NORMALIZE = "normalize";

    private SourceFlags() {}

    static Options options() {
        return new Options()
                .addOption(Option.builder()
                        .longOpt(BASE)
                        .hasArg()
                        .argName("FILE")
                        .desc("What to compare with; several times for the merge of several files. ("
                                + Environment.variable(BASE) + ")")
                        .get())
                .addOption(null, PLAIN, false, "Equal samples cancel each other: pprof's -base instead of -diff_base.")
                .addOption(null, NORMALIZE, false, "Scales the files to the total of the base first.");
    }

    /** Flags that may be given more than once. */
    static Set<String> repeatable() {
        return Set.of(BASE);
    }

    static Sources read(CommandLine flags, List<String> files) throws UsageException {
        List<String> base = Arrays.asList(Objects.requireNonNullElse(flags.getOptionValues(BASE), new String[0]));
        if (base.isEmpty()) {
            throw new UsageException("--" + BASE + " FILE is missing: with what are the files to be compared?");
        }
        if (files.isEmpty()) {
            throw new UsageException("which FILE is to be compared with the base?");
        }
        return new Sources(files, base, flags.hasOption(PLAIN), flags.hasOption(NORMALIZE));
    }
}
