package io.tributary.profile.merge;

import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;

/** What pprof makes of a profile without any mapping when it reads it: one mapping of which nothing is known. */
final class EmptyMapping {
    private EmptyMapping() {}

    /** The profile with all locations in an empty mapping when it has none; otherwise itself. */
    static Profile addTo(Profile profile) {
        if (profile.mappings().size() > 0) {
            return profile;
        }
        LocationTable all = profile.locations();
        LocationTable mapped = new LocationTable(
                new int[all.size()],
                all.address(),
                all.folded(),
                all.lineOffset(),
                all.lineFunction(),
                all.line(),
                all.column());
        MappingTable empty =
                new MappingTable(new long[1], new long[1], new long[1], new int[1], new int[1], new byte[1]);
        return new Profile(profile.header(), profile.strings(), empty, profile.functions(), mapped, profile.samples());
    }
}
