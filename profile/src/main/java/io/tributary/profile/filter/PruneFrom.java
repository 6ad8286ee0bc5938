package io.tributary.profile.filter;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.Set;

/** {@code prune_from}: a stack ends with its innermost function that matches; what that one called goes. */
record PruneFrom(Regex pattern) {
    Profile apply(Profile profile, Set<FilterName> matched) {
        SimplifiedNames names = new SimplifiedNames(pattern::matches, profile);
        LocationTable locations = profile.locations();
        boolean[] ends = new boolean[locations.size()];
        LineEdit lines = new LineEdit(locations);
        for (int location = 0; location < ends.length; location++) {
            int from = locations.lineOffset()[location];
            int to = locations.lineOffset()[location + 1];
            int first = from;
            while (first < to && !names.function(locations.lineFunction()[first])) {
                first++;
            }
            if (first < to) {
                ends[location] = true;
                matched.add(FilterName.PRUNE_FROM);
                lines.remove(from, first);
            }
        }
        SampleTable samples = profile.samples();
        SampleEdit edit = new SampleEdit(samples, profile.valueCount());
        for (int sample = 0; sample < samples.size(); sample++) {
            int from = samples.stackOffset()[sample];
            int end = samples.stackOffset()[sample + 1];
            int leaf = from;
            while (leaf < end && !ends[samples.location()[leaf]]) {
                leaf++;
            }
            edit.keep(sample, leaf < end ? leaf : from, end);
        }
        return lines.apply(profile, edit.result());
    }
}
