package io.tributary.collector.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** An entry of {@code file_sd_configs}. */
final class FileSdReader {
    private static final Duration REFRESH = Duration.ofMinutes(5);

    /** Prometheus' rule: wildcards in the last name alone, and an ending that says how to read it. */
    private static final Pattern NAME = Pattern.compile("[^*]*(\\*[^/]*)?\\.(json|yml|yaml|JSON|YML|YAML)");

    private final Path directory;

    FileSdReader(Path directory) {
        this.directory = directory;
    }

    @Nullable
    DiscoveryConfig read(Section entry) {
        List<Path> files = new ArrayList<>();
        for (Node node : entry.list("files")) {
            String text = Section.text(node, "a file", entry.problems());
            if (text != null) {
                add(node, text, files, entry.problems());
            }
        }
        Duration refresh = DiscoveryReader.refreshInterval(entry, REFRESH);
        if (!entry.has("files") || entry.list("files").isEmpty()) {
            entry.problems().add(entry.place("files"), "an entry of file_sd_configs needs files, at least one");
        }
        entry.refuseUnknown();
        return files.isEmpty() ? null : new FileSdConfig(files, refresh);
    }

    private void add(Node node, String text, List<Path> files, Problems problems) {
        if (!NAME.matcher(text).matches()) {
            problems.add(
                    node,
                    "a file must end in .json, .yml or .yaml and have a * in its last name only, not "
                            + Problems.quote(text));
            return;
        }
        try {
            files.add(directory.resolve(text));
        } catch (InvalidPathException _) {
            problems.add(node, Problems.quote(text) + " is no file name");
        }
    }
}
