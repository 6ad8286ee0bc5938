package io.tributary.profile.filter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code tagfocus} and {@code tagignore}. What reads as a range of numbers is one ({@link TagRange}), anything else is
 * patterns for strings ({@link TagPatterns}); a key and {@code =} before it ask for labels of that key.
 */
sealed interface TagFilter permits TagRange, TagPatterns {
    /** The filter over one profile's strings; one thread. */
    interface Bound {
        /** Whether the sample, of the profile or of one with fewer samples, has such labels. */
        boolean matches(SampleTable samples, int sample);
    }

    /**
     * The filter for one profile.
     *
     * @param whole the profile before any sample is taken away, from which the units of its labels are known
     */
    Bound bind(Profile whole);

    static TagFilter compile(FilterName filter, String value) throws FilterSyntaxException {
        int equals = value.indexOf('=');
        byte @Nullable [] key = equals <= 0 ? null : value.substring(0, equals).getBytes(UTF_8);
        String rest = value.substring(equals + 1);
        try {
            TagFilter range = TagRange.parse(key, rest);
            if (range != null) {
                return range;
            }
        } catch (PatternException e) {
            throw e.in(filter, value, equals + 1);
        }
        List<Regex> patterns = new ArrayList<>();
        int at = equals + 1;
        for (String pattern : rest.split(",", -1)) {
            try {
                patterns.add(Regex.compile(pattern));
            } catch (PatternException e) {
                throw e.in(filter, value, at);
            }
            at += pattern.length() + 1;
        }
        return new TagPatterns(key, patterns);
    }

    /** The strings that read like that. */
    static BitSet stringsOf(StringTable strings, byte[] content) {
        BitSet same = new BitSet();
        for (int i = 0; i < strings.size(); i++) {
            int from = strings.offset(i);
            if (strings.length(i) == content.length
                    && Arrays.equals(strings.bytes(), from, from + content.length, content, 0, content.length)) {
                same.set(i);
            }
        }
        return same;
    }
}
