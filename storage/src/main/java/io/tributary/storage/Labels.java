package io.tributary.storage;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A label set, sorted by name: what identifies an instance. A label with an empty value is the same as no label, as in
 * Prometheus.
 */
public record Labels(SortedMap<String, String> values) {
    public static final String JOB = "job";
    public static final String INSTANCE = "instance";
    public static final String SERVICE_NAME = "service_name";
    public static final String VERSION = "version";

    public Labels {
        TreeMap<String, String> copy = new TreeMap<>(values);
        copy.values().removeIf(String::isEmpty);
        values = Collections.unmodifiableSortedMap(copy);
    }

    public static Labels of(Map<String, String> values) {
        return new Labels(new TreeMap<>(values));
    }

    /** The value, or null where the label is not there. */
    public @Nullable String get(String name) {
        return values.get(name);
    }

    /** The value, or the empty string where the label is not there: what a matcher compares with. */
    public String getOrEmpty(String name) {
        return values.getOrDefault(name, "");
    }

    /**
     * What a selector's matcher of this name compares with: {@link #getOrEmpty}, but of {@code service_name} the {@link #service}, also
     * where it is the job's name.
     */
    public String selected(String name) {
        return name.equals(SERVICE_NAME) ? service() : getOrEmpty(name);
    }

    /** The service these labels name: {@code service_name}, else {@code job}, else the empty string. */
    public String service() {
        String service = getOrEmpty(SERVICE_NAME);
        return service.isEmpty() ? getOrEmpty(JOB) : service;
    }

    /** As Prometheus writes it: <code>{a="1",b="2"}</code>. */
    @Override
    public String toString() {
        StringJoiner joiner = new StringJoiner(",", "{", "}");
        values.forEach((name, value) -> joiner.add(
                name + "=\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + '"'));
        return joiner.toString();
    }
}
