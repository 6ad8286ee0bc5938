package io.tributary.collector.relabel;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a rule does; Prometheus' eleven. The value of a rule's source labels, joined by its separator, is its source. */
public enum Action {
    /** Writes the replacement to the target label where the regex matches the source; an empty one removes the label. */
    REPLACE,
    /** Writes the source in small letters to the target label. */
    LOWERCASE,
    /** Writes the source in capital letters to the target label. */
    UPPERCASE,
    /** Drops targets whose source the regex does not match. */
    KEEP,
    /** Drops targets whose source the regex matches. */
    DROP,
    /** Drops targets whose source differs from the target label. */
    KEEPEQUAL,
    /** Drops targets whose source is that of the target label. */
    DROPEQUAL,
    /** Writes the source's hash modulo the modulus to the target label. */
    HASHMOD,
    /** Copies labels whose name the regex matches to the name that the replacement makes of it. */
    LABELMAP,
    /** Removes labels whose name the regex matches. */
    LABELDROP,
    /** Removes labels whose name the regex does not match. */
    LABELKEEP;

    /** As a targets file writes it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The action of a word, small letters or not; null where there is none. */
    public static @Nullable Action of(String word) {
        return Arrays.stream(values())
                .filter(action -> action.word().equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Action::word).toList();
    }
}
