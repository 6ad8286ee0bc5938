package io.tributary.collector.relabel;

import java.util.List;

/**
 * One rule of {@code relabel_configs}. What its action does not use is left at its default.
 *
 * @param sourceLabels whose values are joined; a label that is not there counts as the empty string
 * @param separator between them
 * @param modulus of {@link Action#HASHMOD}, an unsigned number of 64 bits, not 0 there
 * @param targetLabel what is written to or compared with; may have variables with {@link Action#REPLACE} alone
 * @param replacement the value to write, or with {@link Action#LABELMAP} the name
 */
public record RelabelConfig(
        Action action,
        List<String> sourceLabels,
        String separator,
        AnchoredRegex regex,
        long modulus,
        Template targetLabel,
        Template replacement) {
    public static final String SEPARATOR = ";";
    public static final String REPLACEMENT = "$1";

    public RelabelConfig {
        sourceLabels = List.copyOf(sourceLabels);
    }
}
