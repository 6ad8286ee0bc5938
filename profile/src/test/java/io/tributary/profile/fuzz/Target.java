package io.tributary.profile.fuzz;

import java.util.Map;

/** What is fuzzed, by the name that the command line and the folders of findings use. */
enum Target {
    DECODE(DecodeTarget.class),
    MERGE(MergeTarget.class),
    CONVERT(ConvertTarget.class),
    FILTER(FilterTarget.class),
    REPORT(ReportTarget.class),
    COLLAPSED(CollapsedTarget.class);

    final Class<?> type;

    Target(Class<?> type) {
        this.type = type;
    }

    void run(byte[] input) {
        switch (this) {
            case DECODE -> DecodeTarget.fuzzerTestOneInput(input);
            case MERGE -> MergeTarget.fuzzerTestOneInput(input);
            case CONVERT -> ConvertTarget.fuzzerTestOneInput(input);
            case FILTER -> FilterTarget.fuzzerTestOneInput(input);
            case REPORT -> ReportTarget.fuzzerTestOneInput(input);
            case COLLAPSED -> CollapsedTarget.fuzzerTestOneInput(input);
        }
    }

    Map<String, byte[]> seeds() {
        return switch (this) {
            case MERGE -> Seeds.pairs();
            case FILTER -> Seeds.filtered();
            case COLLAPSED -> CollapsedTarget.seeds();
            case DECODE, CONVERT, REPORT -> Seeds.profiles();
        };
    }
}
