package io.tributary.deploy.cli;

import io.tributary.profile.report.Granularity;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/** {@code --by WHAT}, pprof's {@code -granularity}. */
final class GranularityFlag {
    private static final String BY = "by";

    private static final Map<String, Granularity> NAMES = names();

    private GranularityFlag() {}

    private static Map<String, Granularity> names() {
        Map<String, Granularity> names = new LinkedHashMap<>();
        names.put("function", Granularity.FUNCTIONS);
        names.put("filefunction", Granularity.FILE_FUNCTIONS);
        names.put("file", Granularity.FILES);
        names.put("line", Granularity.LINES);
        names.put("address", Granularity.ADDRESSES);
        names.put("package", Granularity.PACKAGES);
        return names;
    }

    static Options addTo(Options options) {
        return options.addOption(Option.builder()
                .longOpt(BY)
                .hasArg()
                .argName("WHAT")
                .desc("What one row is: " + String.join(", ", NAMES.keySet()) + "; function by default. ("
                        + Environment.variable(BY) + ")")
                .get());
    }

    /** Also by the tool's names, which are plurals. */
    static Granularity read(CommandLine flags) throws UsageException {
        String by = flags.getOptionValue(BY);
        if (by == null) {
            return Granularity.FUNCTIONS;
        }
        for (Map.Entry<String, Granularity> name : NAMES.entrySet()) {
            String one = name.getKey();
            if (by.equals(one) || by.equals(one + (one.endsWith("s") ? "es" : "s"))) {
                return name.getValue();
            }
        }
        throw new UsageException(
                "--" + BY + " wants one of " + String.join(", ", NAMES.keySet()) + ", not '" + by + "'");
    }
}
