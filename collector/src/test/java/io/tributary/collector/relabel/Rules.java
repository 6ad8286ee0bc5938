package io.tributary.collector.relabel;

import io.tributary.collector.config.ConfigException;
import io.tributary.collector.config.TargetsFile;
import java.util.List;
import java.util.stream.Collectors;

/** Rules as a user has them: from a targets file. */
final class Rules {
    private Rules() {}

    /** @param yaml the entries of {@code relabel_configs} */
    static List<RelabelConfig> of(String yaml) {
        String indented = yaml.lines().map(line -> "      " + line + "\n").collect(Collectors.joining());
        try {
            return TargetsFile.parse("t.yaml", """
                            scrape_configs:
                              - job_name: a
                                static_configs: []
                                relabel_configs:
                            """ + indented).jobs().getFirst().relabel();
        } catch (ConfigException e) {
            throw new AssertionError(e.getMessage(), e);
        }
    }
}
