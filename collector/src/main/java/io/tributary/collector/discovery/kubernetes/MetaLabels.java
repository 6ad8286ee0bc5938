package io.tributary.collector.discovery.kubernetes;

import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.Map;

/**
 * Names of Prometheus' {@code __meta_kubernetes_} labels. The same ones occur on every object, so each is built once. One thread
 * at a time.
 */
final class MetaLabels {
    static final String PREFIX = "__meta_kubernetes_";
    static final String NAMESPACE = PREFIX + "namespace";

    /** Beyond it names are built anew each time: a cluster whose labels' names have no bound must not fill the memory. */
    private static final int MOST = 10_000;

    private final Map<String, Map<String, String>> names = new HashMap<>();
    private int count;

    /** Adds a resource's name, labels and annotations. */
    void add(Map<String, String> labels, String resource, JsonObject metadata) {
        labels.put(PREFIX + resource + "_name", Json.text(metadata, "name"));
        addAll(labels, resource, "label", Json.object(metadata, "labels"));
        addAll(labels, resource, "annotation", Json.object(metadata, "annotations"));
    }

    private void addAll(Map<String, String> labels, String resource, String kind, JsonObject values) {
        for (Map.Entry<String, Object> value : values) {
            if (value.getValue() instanceof String text) {
                labels.put(name(PREFIX + resource + "_" + kind + "_", value.getKey()), text);
                labels.put(name(PREFIX + resource + "_" + kind + "present_", value.getKey()), "true");
            }
        }
    }

    /** A label's name made of one of Kubernetes': what Prometheus cannot write becomes an underscore. */
    String name(String prefix, String key) {
        Map<String, String> known = names.computeIfAbsent(prefix, _ -> new HashMap<>());
        String name = known.get(key);
        if (name == null) {
            name = prefix + sanitized(key);
            if (count < MOST) {
                count++;
                known.put(key, name);
            }
        }
        return name;
    }

    static String sanitized(String name) {
        return name.replaceAll("[^a-zA-Z0-9_]", "_");
    }
}
