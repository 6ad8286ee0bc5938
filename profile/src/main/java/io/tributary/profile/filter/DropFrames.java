package io.tributary.profile.filter;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import org.jspecify.annotations.Nullable;

/**
 * What a profile itself says is uninteresting: functions whose whole name is matched by its {@code drop_frames} and not by its
 * {@code keep_frames} go, and so does what they called. Frames at the root stay until the first other one, so that no stack
 * becomes empty. The tool does this when it has merged what it was given, before it shows or writes anything.
 */
public final class DropFrames {
    private static final byte GOES = 1;
    private static final byte ENDS_HERE = 2;

    private DropFrames() {}

    /**
     * The profile without such frames. The profile itself where it names none, or where one of its two expressions is
     * wrong or beyond our limits: whoever only looks at a profile cannot mend it, and the tool does not complain either.
     */
    public static Profile apply(Profile profile) {
        String drop = profile.header().dropFrames();
        String keep = profile.header().keepFrames();
        if (drop.isEmpty()) {
            return profile;
        }
        try {
            return drop(profile, whole(drop), keep.isEmpty() ? null : whole(keep));
        } catch (PatternException e) {
            return profile;
        }
    }

    private static Regex whole(String pattern) throws PatternException {
        return Regex.compile("^(" + pattern + ")$");
    }

    private static Profile drop(Profile profile, Regex drop, @Nullable Regex keep) {
        SimplifiedNames names =
                new SimplifiedNames(name -> drop.matches(name) && (keep == null || !keep.matches(name)), profile);
        LocationTable locations = profile.locations();
        byte[] cut = new byte[locations.size()];
        LineEdit lines = new LineEdit(locations);
        for (int location = 0; location < cut.length; location++) {
            int from = locations.lineOffset()[location];
            int to = locations.lineOffset()[location + 1];
            int end = to;
            while (end > from && !names.function(locations.lineFunction()[end - 1])) {
                end--;
            }
            if (end > from && end == to) {
                cut[location] = GOES;
            } else if (end > from) {
                cut[location] = ENDS_HERE;
                lines.remove(from, end);
            }
        }
        SampleTable samples = profile.samples();
        SampleEdit edit = new SampleEdit(samples, profile.valueCount());
        for (int sample = 0; sample < samples.size(); sample++) {
            edit.keep(sample, leaf(samples, sample, cut), samples.stackOffset()[sample + 1]);
        }
        return lines.apply(profile, edit.result());
    }

    private static int leaf(SampleTable samples, int sample, byte[] cut) {
        int from = samples.stackOffset()[sample];
        boolean found = false;
        for (int i = samples.stackOffset()[sample + 1] - 1; i >= from; i--) {
            byte c = cut[samples.location()[i]];
            if (c == 0) {
                found = true;
            } else if (found) {
                return c == GOES ? i + 1 : i;
            }
        }
        return from;
    }
}
