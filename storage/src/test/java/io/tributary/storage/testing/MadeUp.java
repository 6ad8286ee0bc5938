package io.tributary.storage.testing;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Small profiles of which every value is known. */
public final class MadeUp {
    public static final ValueType CPU = new ValueType("cpu", "nanoseconds");
    public static final ValueType ALLOCATED = new ValueType("alloc_space", "bytes");
    public static final ValueType IN_USE = new ValueType("inuse_space", "bytes");

    private MadeUp() {}

    /**
     * A profile of functions f0, f1, …, each a stack trace of its own.
     *
     * @param durationNanos 0 for a scrape
     * @param values of f0, then those of f1, …
     */
    public static Profile profile(List<ValueType> types, long durationNanos, long... values) {
        ProfileBuilder builder = new ProfileBuilder(types.size());
        for (int f = 0; f * types.size() < values.length; f++) {
            int function = builder.function("f" + f, "f" + f, "main.go", 1);
            int location = builder.location(LocationTable.NO_MAPPING, 0, false, new Line(function, 1, 0));
            long[] row = new long[types.size()];
            System.arraycopy(values, f * types.size(), row, 0, row.length);
            builder.sample(new int[] {location}, row);
        }
        return builder.build(new Header(types, null, 0, 1, durationNanos, "", List.of(), "", "", ""));
    }

    /** The values of each leaf function, stack traces that are zero left out. */
    public static Map<String, List<Long>> values(Profile profile) {
        SampleTable samples = profile.samples();
        Map<String, List<Long>> values = new TreeMap<>();
        for (int s = 0; s < samples.size(); s++) {
            int location = samples.location()[samples.stackOffset()[s]];
            int function =
                    profile.locations().lineFunction()[profile.locations().lineOffset()[location]];
            List<Long> row = new ArrayList<>();
            for (int c = 0; c < profile.valueCount(); c++) {
                row.add(samples.values()[s * profile.valueCount() + c]);
            }
            if (row.stream().anyMatch(value -> value != 0)) {
                values.put(profile.strings().get(profile.functions().name()[function]), row);
            }
        }
        return values;
    }
}
