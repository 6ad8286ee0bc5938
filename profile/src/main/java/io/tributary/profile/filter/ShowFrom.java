package io.tributary.profile.filter;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.Set;

/**
 * {@code show_from}: a stack begins with its outermost frame that matches, and with the outermost line that matches of that
 * location, unless it is its binary that does. A sample without such a frame goes.
 */
record ShowFrom(Regex pattern) {
    Profile apply(Profile profile, Set<FilterName> matched) {
        NameMatcher matcher = new NameMatcher(pattern, profile);
        LocationTable locations = profile.locations();
        boolean[] starts = new boolean[locations.size()];
        LineEdit lines = new LineEdit(locations);
        for (int location = 0; location < starts.length; location++) {
            int from = locations.lineOffset()[location];
            int to = locations.lineOffset()[location + 1];
            int end = to;
            if (!matcher.mapping(location)) {
                while (end > from && !matcher.function(locations.lineFunction()[end - 1])) {
                    end--;
                }
                if (end == from) {
                    continue;
                }
            }
            starts[location] = true;
            matched.add(FilterName.SHOW_FROM);
            lines.remove(end, to);
        }
        SampleTable samples = profile.samples();
        SampleEdit edit = new SampleEdit(samples, profile.valueCount());
        for (int sample = 0; sample < samples.size(); sample++) {
            int from = samples.stackOffset()[sample];
            int end = samples.stackOffset()[sample + 1];
            while (end > from && !starts[samples.location()[end - 1]]) {
                end--;
            }
            if (end > from) {
                edit.keep(sample, from, end);
            }
        }
        return lines.apply(profile, edit.result());
    }
}
