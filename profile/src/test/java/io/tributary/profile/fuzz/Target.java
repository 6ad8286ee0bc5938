package io.tributary.profile.fuzz;

import java.util.Map;

/** What is fuzzed, by the name that the command line and the folders of findings use. */
enum Target {
    DECODE(DecodeTarget.class),
    MERGE(MergeTarget.class),
    CONVERT(ConvertTarget.class),
    REPORT(ReportTarget.class);

    final Class<?> type;

    Target(Class<?> type) {
        this.type = type;
    }

    void run(byte[] input) {
        switch (this) {
            case DECODE -> DecodeTarget.fuzzerTestOneInput(input);
            case MERGE -> MergeTarget.fuzzerTestOneInput(input);
            case CONVERT -> ConvertTarget.fuzzerTestOneInput(input);
            case REPORT -> ReportTarget.fuzzerTestOneInput(input);
        }
    }

    Map<String, byte[]> seeds() {
        return this == MERGE ? Seeds.pairs() : Seeds.profiles();
    }
}
