package io.tributary.profile.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.Profile;
import io.tributary.profile.filter.FilterName;
import io.tributary.profile.filter.FilterResult;
import io.tributary.profile.filter.FilterSyntaxException;
import io.tributary.profile.filter.Filters;
import io.tributary.profile.filter.ProfileFilter;
import io.tributary.profile.wire.PprofEncoder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Any filters over a profile of any bytes: one whose references all hold, or the declared exceptions. The input is one bit
 * for each filter in a byte, the length of their patterns in two, the patterns with a line break between them, the profile.
 */
public final class FilterTarget {
    private static final List<FilterName> NAMES = List.of(FilterName.values());
    private static final int HEADER = 3;

    private FilterTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length < HEADER) {
            return;
        }
        int end = Math.min(input.length, HEADER + ((input[1] & 0xff) << 8 | (input[2] & 0xff)));
        String[] patterns = new String(input, HEADER, end - HEADER, UTF_8).split("\n", -1);
        Filters filters = Filters.NONE;
        int next = 0;
        for (int i = 0; i < NAMES.size() && next < patterns.length; i++) {
            if ((input[0] >> i & 1) != 0) {
                filters = filters.with(NAMES.get(i), patterns[next++]);
            }
        }
        ProfileFilter filter = compile(filters);
        if (filter == null) {
            return;
        }
        Profile profile = FuzzLimits.decode(Arrays.copyOfRange(input, end, input.length));
        if (profile != null) {
            check(profile, filter);
        }
    }

    private static @Nullable ProfileFilter compile(Filters filters) {
        try {
            return filters.compile();
        } catch (FilterSyntaxException e) {
            FuzzLimits.checkMessage(e);
            FuzzLimits.check(
                    e.position() >= 0 && e.position() <= e.pattern().length(), "a place outside of the pattern");
            FuzzLimits.check(e.toString().length() < 1_000, "a refusal that quotes the pattern at length");
            return null;
        }
    }

    private static void check(Profile profile, ProfileFilter filter) {
        byte[] before = bytes(profile);
        FilterResult result = filter.apply(profile);
        FuzzLimits.check(Arrays.equals(bytes(profile), before), "the profile itself was changed");
        Profile left = result.profile();
        FuzzLimits.check(left.samples().size() <= profile.samples().size(), "more samples than before");
        FuzzLimits.check(
                left.samples().location().length <= profile.samples().location().length, "more frames than before");
        FuzzLimits.check(
                filter.filters().patterns().keySet().containsAll(result.matchedNothing()), "a filter nobody asked for");
        // Every reference is followed when it is written.
        bytes(left);
    }

    private static byte[] bytes(Profile profile) {
        return PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
    }

    /** An input for this target. */
    static byte[] input(int filters, byte[] patterns, byte[] profile) {
        byte[] input = new byte[HEADER + patterns.length + profile.length];
        input[0] = (byte) filters;
        input[1] = (byte) (patterns.length >>> 8);
        input[2] = (byte) patterns.length;
        System.arraycopy(patterns, 0, input, HEADER, patterns.length);
        System.arraycopy(profile, 0, input, HEADER + patterns.length, profile.length);
        return input;
    }
}
