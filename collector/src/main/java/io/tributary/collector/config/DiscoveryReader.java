package io.tributary.collector.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** The {@code …_sd_configs} of a scrape config, each kind by a reader of its own. */
final class DiscoveryReader {
    static final List<String> KEYS =
            List.of("file_sd_configs", "http_sd_configs", "dns_sd_configs", "kubernetes_sd_configs");

    private static final Duration SHORTEST_REFRESH = Duration.ofSeconds(1);

    private final Path directory;
    private final HttpClientReader clients;

    /**
     * @param directory what relative file names start from
     * @param variables the environment: a variable's value, or null where there is none
     */
    DiscoveryReader(Path directory, UnaryOperator<@Nullable String> variables) {
        this.directory = directory;
        this.clients = new HttpClientReader(directory, variables);
    }

    /** What was given, in the order of {@link #KEYS} and of the file. */
    List<DiscoveryConfig> read(Section job) {
        List<DiscoveryConfig> all = new ArrayList<>();
        FileSdReader files = new FileSdReader(directory);
        HttpSdReader http = new HttpSdReader(clients);
        KubernetesSdReader kubernetes = new KubernetesSdReader(directory, clients);
        read(job, "file_sd_configs", files::read, all);
        read(job, "http_sd_configs", http::read, all);
        read(job, "dns_sd_configs", DnsSdReader::read, all);
        read(job, "kubernetes_sd_configs", kubernetes::read, all);
        return all;
    }

    private static void read(
            Section job, String key, Function<Section, @Nullable DiscoveryConfig> reader, List<DiscoveryConfig> all) {
        for (Node node : job.list(key)) {
            Section entry = Section.of(node, "an entry of " + key, job.problems());
            DiscoveryConfig config = entry == null ? null : reader.apply(entry);
            if (config != null) {
                all.add(config);
            }
        }
    }

    /** {@code refresh_interval}, at least a second: what is asked has other things to do. */
    static Duration refreshInterval(Section entry, Duration fallback) {
        Duration given = entry.duration("refresh_interval");
        if (given == null) {
            return fallback;
        }
        if (given.compareTo(SHORTEST_REFRESH) < 0 || given.compareTo(Defaults.LONGEST_INTERVAL) > 0) {
            entry.problems()
                    .add(
                            entry.place("refresh_interval"),
                            "refresh_interval must be from " + PrometheusDuration.format(SHORTEST_REFRESH) + " to "
                                    + PrometheusDuration.format(Defaults.LONGEST_INTERVAL));
            return fallback;
        }
        return given;
    }

    /** The texts of a list. */
    static List<String> strings(Section entry, String key, String what) {
        List<String> texts = new ArrayList<>();
        for (Node node : entry.list(key)) {
            String text = Section.text(node, what, entry.problems());
            if (text != null) {
                texts.add(text);
            }
        }
        return texts;
    }
}
