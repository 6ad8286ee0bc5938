package io.tributary.collector.config;

import io.tributary.collector.config.DnsSdConfig.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** An entry of {@code dns_sd_configs}. */
final class DnsSdReader {
    private static final Duration REFRESH = Duration.ofSeconds(30);
    private static final int LONGEST_NAME = 253;

    /** Labels of 1 to 63 characters between dots (RFC 1035, and the underscore of RFC 2782). */
    private static final Pattern NAME = Pattern.compile("(?:[A-Za-z0-9_-]{1,63}\\.)*[A-Za-z0-9_-]{1,63}\\.?");

    private DnsSdReader() {}

    static @Nullable DiscoveryConfig read(Section entry) {
        List<String> names = new ArrayList<>();
        for (Node node : entry.list("names")) {
            String name = Section.text(node, "a name", entry.problems());
            if (name != null && (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME)) {
                entry.problems()
                        .add(
                                node,
                                "a name must be a domain name like _pprof._tcp.shop.example, not "
                                        + Problems.quote(name));
            } else if (name != null) {
                names.add(name);
            }
        }
        if (!entry.has("names") || entry.list("names").isEmpty()) {
            entry.problems().add(entry.place("names"), "an entry of dns_sd_configs needs names, at least one");
        }
        RecordType type = type(entry);
        Integer port = entry.integer("port", 1, 65_535);
        if (type != RecordType.SRV && !entry.has("port")) {
            entry.problems()
                    .add(
                            entry.node(),
                            "an entry of dns_sd_configs needs a port, but for type SRV, whose records say it");
        }
        Duration refresh = DiscoveryReader.refreshInterval(entry, REFRESH);
        entry.refuseUnknown();
        return names.isEmpty()
                ? null
                : new DnsSdConfig(names, type, port == null || type == RecordType.SRV ? 0 : port, refresh);
    }

    private static RecordType type(Section entry) {
        String word = entry.string("type");
        if (word == null) {
            return RecordType.SRV;
        }
        for (RecordType type : RecordType.values()) {
            if (type.name().equals(word.toUpperCase(Locale.ROOT))) {
                return type;
            }
        }
        entry.problems().add(entry.place("type"), "type must be SRV, A, AAAA, MX or NS, not " + Problems.quote(word));
        return RecordType.SRV;
    }
}
