package io.tributary.storage.traces;

import io.tributary.storage.TraceStore;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is said of a trace beside its labels: text by name, bounded, because a list reads it of every trace. */
final class Annotations {
    private static final int LONGEST_NAME = 64;

    private Annotations() {}

    /**
     * Sorted by name.
     *
     * @throws IllegalArgumentException when there are too many, or one is too long, without a name or no text
     */
    static SortedMap<String, String> checked(Map<String, String> annotations) {
        if (annotations.size() > TraceStore.MOST_ANNOTATIONS) {
            throw new IllegalArgumentException(
                    "a trace has at most " + TraceStore.MOST_ANNOTATIONS + " annotations, not " + annotations.size());
        }
        annotations.forEach((name, value) -> {
            if (name.isEmpty() || name.length() > LONGEST_NAME || !isText(name)) {
                throw new IllegalArgumentException(
                        "an annotation's name must be text of 1 to " + LONGEST_NAME + " characters");
            }
            if (value.length() > TraceStore.LONGEST_ANNOTATION || !isText(value)) {
                throw new IllegalArgumentException("the annotation " + name + " must be text of at most "
                        + TraceStore.LONGEST_ANNOTATION + " characters");
            }
        });
        return new TreeMap<>(annotations);
    }

    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }
}
