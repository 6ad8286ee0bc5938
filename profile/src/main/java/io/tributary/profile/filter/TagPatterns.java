package io.tributary.profile.filter;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.report.PairTable;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Patterns for string labels. With a key, any of its values has to match any of them. Without, each pattern has to match some
 * label, written {@code key:value}.
 */
record TagPatterns(byte @Nullable [] key, List<Regex> patterns) implements TagFilter {
    private static final byte NO = 1;
    private static final byte YES = 2;

    TagPatterns {
        patterns = List.copyOf(patterns);
    }

    @Override
    public Bound bind(Profile whole) {
        return key == null ? new EachOfAnyKey(whole.strings()) : new AnyOfOneKey(whole, key);
    }

    private final class AnyOfOneKey implements Bound {
        private final BitSet keys;
        private final NameMatcher[] matchers;

        AnyOfOneKey(Profile whole, byte[] key) {
            keys = TagFilter.stringsOf(whole.strings(), key);
            matchers = patterns.stream()
                    .map(pattern -> new NameMatcher(pattern, whole))
                    .toArray(NameMatcher[]::new);
        }

        @Override
        public boolean matches(SampleTable samples, int sample) {
            for (int l = samples.labelOffset()[sample]; l < samples.labelOffset()[sample + 1]; l++) {
                if (samples.isStringLabel(l) && keys.get(samples.labelKey()[l])) {
                    for (NameMatcher matcher : matchers) {
                        if (matcher.string(samples.labelString()[l])) {
                            return true;
                        }
                    }
                }
            }
            return false;
        }
    }

    private final class EachOfAnyKey implements Bound {
        private final StringTable strings;
        private final PairTable pairs = new PairTable();
        /** For each pair, one for each pattern. */
        private byte[] known = new byte[64];

        EachOfAnyKey(StringTable strings) {
            this.strings = strings;
        }

        @Override
        public boolean matches(SampleTable samples, int sample) {
            for (int pattern = 0; pattern < patterns.size(); pattern++) {
                if (!matches(samples, sample, pattern)) {
                    return false;
                }
            }
            return true;
        }

        private boolean matches(SampleTable samples, int sample, int pattern) {
            for (int l = samples.labelOffset()[sample]; l < samples.labelOffset()[sample + 1]; l++) {
                if (samples.isStringLabel(l) && matches(samples.labelKey()[l], samples.labelString()[l], pattern)) {
                    return true;
                }
            }
            return false;
        }

        private boolean matches(int key, int value, int pattern) {
            int at = Math.addExact(Math.multiplyExact(pairs.number(key, value), patterns.size()), pattern);
            if (at >= known.length) {
                known = Arrays.copyOf(known, Math.max(at + 1, known.length * 2));
            }
            if (known[at] == 0) {
                String label = text(key) + ":" + text(value);
                known[at] = patterns.get(pattern).matches(label) ? YES : NO;
            }
            return known[at] == YES;
        }

        private String text(int string) {
            return GoText.decode(strings.bytes(), strings.offset(string), strings.length(string));
        }
    }
}
