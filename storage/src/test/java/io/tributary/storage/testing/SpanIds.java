package io.tributary.storage.testing;

import io.tributary.profile.Header;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Label;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Profiles whose every sample has an id that no other one has, and a handler, of which there are two. */
public final class SpanIds {
    /** Functions that samples are in, in turn. */
    public static final int FUNCTIONS = 7;

    private SpanIds() {}

    /** The samples from {@code first} on: sample i is in function f(i mod 7) and has the value i + 1. */
    public static Profile profile(int first, int count) {
        return profile(first, count, true);
    }

    /** The same with no label but the handler. */
    public static Profile withoutIds(int first, int count) {
        return profile(first, count, false);
    }

    private static Profile profile(int first, int count, boolean hasIds) {
        ProfileBuilder builder = new ProfileBuilder(1);
        int binary = builder.mapping(0x400000, 0x500000, 0, "/bin/shop", "b1", MappingTable.HAS_FUNCTIONS);
        for (int i = first; i < first + count; i++) {
            int function = builder.function("f" + i % FUNCTIONS, "", "main.go", 1);
            int location = builder.location(binary, 0x400000 + i % FUNCTIONS, false, new Line(function, 1, 0));
            Label handler = new Label("handler", "h" + i % 2, 0, "");
            Label id = new Label("span_id", id(i), 0, "");
            builder.sample(
                    new int[] {location},
                    new long[] {i + 1L},
                    hasIds ? new Label[] {handler, id} : new Label[] {handler});
        }
        ValueType cpu = new ValueType("cpu", "nanoseconds");
        return builder.build(new Header(List.of(cpu), cpu, 1, first + 1L, 1_000, "", List.of(), "", "", ""));
    }

    /** Any of these profiles without its ids. */
    public static Profile withoutIds(Profile profile) {
        SampleTable samples = profile.samples();
        int[] offset = new int[samples.size() + 1];
        IntStream.Builder kept = IntStream.builder();
        for (int s = 0; s < samples.size(); s++) {
            offset[s + 1] = offset[s];
            for (int l = samples.labelOffset()[s]; l < samples.labelOffset()[s + 1]; l++) {
                if (profile.strings().get(samples.labelKey()[l]).equals("handler")) {
                    kept.accept(l);
                    offset[s + 1]++;
                }
            }
        }
        int[] labels = kept.build().toArray();
        SampleTable some = new SampleTable(
                samples.stackOffset(),
                samples.location(),
                samples.values(),
                offset,
                Arrays.stream(labels).map(l -> samples.labelKey()[l]).toArray(),
                Arrays.stream(labels).map(l -> samples.labelString()[l]).toArray(),
                new long[labels.length],
                new int[labels.length]);
        return new Profile(
                profile.header(),
                profile.strings(),
                profile.mappings(),
                profile.functions(),
                profile.locations(),
                some);
    }

    /** The id of a sample. */
    public static String id(int sample) {
        return "span%012x".formatted(sample);
    }
}
