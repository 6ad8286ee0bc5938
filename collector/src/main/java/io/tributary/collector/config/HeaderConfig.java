package io.tributary.collector.config;

import java.util.List;

/**
 * A header of the user's own.
 *
 * @param values one header each; shown nowhere, since {@code secrets} and {@code files} stand among them
 */
public record HeaderConfig(String name, List<Secret> values) {
    public HeaderConfig {
        values = List.copyOf(values);
    }
}
