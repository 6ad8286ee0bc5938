package io.tributary.profile.report;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Profiles made of stacks written down in a test, and a profile's stacks computed in the plainest way. */
public final class Stacks {
    private Stacks() {}

    /** One value column, {@code cpu/nanoseconds}. */
    public static Header header() {
        return header(new ValueType("cpu", "nanoseconds"));
    }

    public static Header header(ValueType... types) {
        return new Header(List.of(types), null, 0, 0, 0, "", List.of(), "", "", "");
    }

    /** Adds a location for each name, without a binary. */
    public static int[] leafFirst(ProfileBuilder builder, List<String> rootFirst) {
        int[] locations = new int[rootFirst.size()];
        for (int i = 0; i < locations.length; i++) {
            String name = rootFirst.get(locations.length - 1 - i);
            int function = builder.function(name, name, name + ".go", 7);
            locations[i] = builder.location(LocationTable.NO_MAPPING, 0, false, new Line(function, 8, 0));
        }
        return locations;
    }

    /** A profile of lines such as {@code main;run 12}. */
    public static Profile of(String... lines) {
        ProfileBuilder builder = new ProfileBuilder(1);
        for (String line : lines) {
            int space = line.lastIndexOf(' ');
            List<String> names =
                    space == 0 ? List.of() : List.of(line.substring(0, space).split(";"));
            builder.sample(leafFirst(builder, names), new long[] {Long.parseLong(line.substring(space + 1))});
        }
        return builder.build(header());
    }

    /** Names root first → the sum of one column, those that are zero left out. */
    public static Map<List<String>, Long> sums(Profile p, int column) {
        Map<List<String>, Long> sums = new HashMap<>();
        SampleTable s = p.samples();
        for (int i = 0; i < s.size(); i++) {
            List<String> names = new ArrayList<>();
            for (int f = s.stackOffset()[i]; f < s.stackOffset()[i + 1]; f++) {
                names.addAll(names(p, s.location()[f]));
            }
            Collections.reverse(names);
            sums.merge(names, s.values()[i * p.valueCount() + column], Long::sum);
        }
        sums.values().removeIf(sum -> sum == 0);
        return sums;
    }

    private static List<String> names(Profile p, int location) {
        LocationTable l = p.locations();
        int mapping = l.mapping()[location];
        String file = mapping < 0 ? "" : p.strings().get(p.mappings().filename()[mapping]);
        String nameless = file.isEmpty() ? "<unknown>" : "[" + file.substring(file.lastIndexOf('/') + 1) + "]";
        List<String> names = new ArrayList<>();
        for (int i = l.lineOffset()[location]; i < l.lineOffset()[location + 1]; i++) {
            String name = p.strings().get(p.functions().name()[l.lineFunction()[i]]);
            names.add(name.isEmpty() ? nameless : name);
        }
        return names.isEmpty() ? List.of(nameless) : names;
    }
}
