package io.tributary.deploy.cli;

import io.tributary.profile.filter.FilterName;
import io.tributary.profile.filter.FilterSyntaxException;
import io.tributary.profile.filter.Filters;
import io.tributary.profile.filter.ProfileFilter;
import java.util.Objects;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** The flags by which {@code go tool pprof} takes samples and frames out of what it has read. */
final class FilterFlags {
    /** For the help of every command that has them. */
    static final String HELP = """
            Filters are those of go tool pprof, for what the files are together. PATTERN is a regular expression
            (RE2) that is found anywhere in a function's name, its file's or its binary's. TAGS is [KEY=]RANGE for
            numbers, such as 32kb, :64kb, 4mb: or bytes=12kb:64mb, or [KEY=]PATTERN,…, which without a KEY is found
            in key:value. One that is nowhere in the files is said so on stderr. Frames that a profile itself says
            are to be dropped are, as pprof does it.
            """;

    private FilterFlags() {}

    static Options addTo(Options options) {
        add(options, FilterName.FOCUS, "PATTERN", "Only samples with a frame that matches.");
        add(options, FilterName.IGNORE, "PATTERN", "Only samples without a frame that matches.");
        add(options, FilterName.HIDE, "PATTERN", "Leaves out frames that match.");
        add(options, FilterName.SHOW, "PATTERN", "Leaves out frames that do not match.");
        add(options, FilterName.SHOW_FROM, "PATTERN", "Leaves out what called the first frame that matches.");
        add(options, FilterName.TAG_FOCUS, "TAGS", "Only samples with labels that match.");
        add(options, FilterName.TAG_IGNORE, "TAGS", "Only samples without labels that match.");
        add(options, FilterName.PRUNE_FROM, "PATTERN", "Leaves out what the last function that matches called.");
        return options;
    }

    private static void add(Options options, FilterName name, String value, String description) {
        options.addOption(Option.builder()
                .longOpt(name.flag())
                .hasArg()
                .argName(value)
                .desc(description + " (" + Environment.variable(name.flag()) + ")")
                .get());
    }

    static ProfileFilter read(CommandLine flags) throws UsageException {
        Filters filters = Filters.NONE;
        for (FilterName name : FilterName.values()) {
            filters = filters.with(name, Objects.requireNonNullElse(flags.getOptionValue(name.flag()), ""));
        }
        try {
            return filters.compile();
        } catch (FilterSyntaxException e) {
            throw new UsageException("--" + e.getMessage(), e);
        }
    }
}
