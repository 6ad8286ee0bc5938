package io.tributary.profile.testing;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.MappingTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.ValueType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Small profiles in which much is the same and little differs: repeated strings, functions, mappings and locations, one
 * address with several lines, samples that cancel, labels in any order, several values for one key.
 */
public final class RandomProfiles {
    private RandomProfiles() {}

    public static Profile next(Random random) {
        return next(random, header(random), true);
    }

    /** A profile under a header; the first column's values are small, the others' in thousands. */
    public static Profile next(Random random, Header header) {
        return next(random, header, false);
    }

    /** A profile in which only the outermost line of a location has a column: the others are not in pprof's merge key. */
    public static Profile nextWithoutInnerColumns(Random random) {
        return next(random, header(random), false);
    }

    /**
     * A profile in which any field of {@code profile.proto} may say something, and that mostly goes with others of this
     * kind: sample types in another order and other units, some only here, no mapping at all, frames to drop that no
     * function is called like.
     *
     * @param large whether some values are larger than a floating point number holds exactly; units are then always the same
     */
    public static Profile everyField(Random random, boolean large) {
        List<ValueType> types = new ArrayList<>();
        types.add(new ValueType("samples", "count"));
        types.add(new ValueType("cpu", unit(random, large, "nanoseconds", "microseconds", "ms")));
        if (random.nextInt(3) > 0) {
            types.add(new ValueType("space", unit(random, large, "bytes", "kB")));
        }
        if (random.nextInt(3) == 0) {
            Collections.shuffle(types, random);
        }
        if (random.nextInt(40) == 0) {
            types.clear();
            types.add(new ValueType("other", "gcu"));
        }
        Header header = new Header(
                types,
                random.nextInt(30) == 0
                        ? null
                        : new ValueType("cpu", oneOf(random, "nanoseconds", "nanoseconds", "microseconds")),
                random.nextInt(4) * 10L,
                random.nextInt(3) * 1_000_000_007L,
                random.nextInt(3) * 500_000_003L,
                oneOf(random, "", "cpu", "space", "nowhere"),
                random.nextBoolean() ? List.of("a", "b" + random.nextInt(2), "a") : List.of(),
                oneOf(random, "", "no_such_function", "names?"),
                oneOf(random, "", "name.*"),
                oneOf(random, "", "https://example.com", "https://example.com/b"));
        Profile profile = next(random, header, true);
        if (random.nextInt(8) == 0) {
            profile = withoutMappings(profile);
        }
        long[] values = profile.samples().values();
        for (int i = 0; large && i < values.length; i++) {
            if (random.nextInt(10) == 0) {
                values[i] = random.nextLong() >> 4;
            }
        }
        return profile;
    }

    /** Large values in another unit would be beyond 64 bits, where Go's conversion depends on the processor. */
    private static String unit(Random random, boolean large, String usual, String... others) {
        return large || random.nextBoolean() ? usual : oneOf(random, others);
    }

    private static String oneOf(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static Profile withoutMappings(Profile p) {
        Arrays.fill(p.locations().mapping(), LocationTable.NO_MAPPING);
        MappingTable none =
                new MappingTable(new long[0], new long[0], new long[0], new int[0], new int[0], new byte[0]);
        return new Profile(p.header(), p.strings(), none, p.functions(), p.locations(), p.samples());
    }

    private static Profile next(Random random, Header header, boolean innerColumns) {
        int strings = 12;
        StringBuilder text = new StringBuilder();
        int[] offsets = new int[strings + 1];
        for (int i = 1; i < strings; i++) {
            // Some strings come twice, some are prefixes of others.
            text.append("name".repeat(1 + i % 3)).append(i / 4);
            offsets[i + 1] = text.length();
        }
        StringTable table = new StringTable(text.toString().getBytes(StandardCharsets.UTF_8), offsets);

        int maps = 1 + random.nextInt(4);
        MappingTable mappings = new MappingTable(
                new long[maps], new long[maps], new long[maps], new int[maps], new int[maps], new byte[maps]);
        for (int i = 0; i < maps; i++) {
            mappings.start()[i] = random.nextInt(8) * 0x10_0000L - 0x20_0000L;
            mappings.limit()[i] = mappings.start()[i] + 0x8000 + random.nextInt(3) * 0x900L;
            mappings.fileOffset()[i] = random.nextInt(2) * 0x1000L;
            mappings.filename()[i] = random.nextInt(4);
            mappings.buildId()[i] = random.nextInt(2) * random.nextInt(4);
            mappings.flags()[i] = (byte) random.nextInt(16);
        }

        int n = 1 + random.nextInt(10);
        FunctionTable functions = new FunctionTable(new int[n], new int[n], new int[n], new long[n]);
        for (int i = 0; i < n; i++) {
            functions.name()[i] = random.nextInt(strings);
            functions.systemName()[i] = random.nextBoolean() ? functions.name()[i] : random.nextInt(strings);
            functions.filename()[i] = random.nextInt(3);
            functions.startLine()[i] = random.nextInt(3) - 1L;
        }
        return new Profile(
                header,
                table,
                mappings,
                functions,
                locations(random, maps, n, innerColumns),
                samples(random, strings, 12, header.sampleTypes().size()));
    }

    private static Header header(Random random) {
        return new Header(
                List.of(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds")),
                new ValueType("cpu", "nanoseconds"),
                random.nextInt(3),
                random.nextInt(5),
                random.nextInt(5),
                random.nextBoolean() ? "cpu" : "",
                random.nextBoolean() ? List.of("a", "b" + random.nextInt(2)) : List.of(),
                "",
                "",
                random.nextBoolean() ? "https://example.com" : "");
    }

    private static LocationTable locations(Random random, int maps, int functions, boolean innerColumns) {
        int n = 12;
        int[] mapping = new int[n];
        long[] address = new long[n];
        boolean[] folded = new boolean[n];
        int[] lineOffset = new int[n + 1];
        List<long[]> lines = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            mapping[i] = random.nextInt(maps + 1) - 1;
            address[i] = random.nextInt(6) * 16L;
            folded[i] = random.nextInt(8) == 0;
            for (int l = random.nextInt(4); l > 0; l--) {
                lines.add(new long[] {
                    random.nextInt(functions),
                    random.nextInt(4) == 0 ? random.nextLong() : random.nextInt(3),
                    random.nextInt(6) == 0 && (innerColumns || l == 1) ? 7 : 0
                });
            }
            lineOffset[i + 1] = lines.size();
        }
        return new LocationTable(
                mapping,
                address,
                folded,
                lineOffset,
                lines.stream().mapToInt(l -> (int) l[0]).toArray(),
                lines.stream().mapToLong(l -> l[1]).toArray(),
                lines.stream().mapToLong(l -> l[2]).toArray());
    }

    private static SampleTable samples(Random random, int strings, int locations, int columns) {
        int n = 1 + random.nextInt(30);
        int[] stackOffset = new int[n + 1];
        int[] labelOffset = new int[n + 1];
        List<Integer> frames = new ArrayList<>();
        List<long[]> labels = new ArrayList<>();
        long[] values = new long[n * columns];
        for (int i = 0; i < n; i++) {
            for (int f = random.nextInt(4); f > 0; f--) {
                frames.add(random.nextInt(locations));
            }
            for (int l = random.nextInt(4) - 1; l > 0; l--) {
                boolean text = random.nextBoolean();
                labels.add(new long[] {
                    1 + random.nextInt(3),
                    text ? 1 + random.nextInt(strings - 1) : 0,
                    text ? 0 : random.nextInt(3) - 1,
                    text ? 0 : random.nextInt(3)
                });
            }
            stackOffset[i + 1] = frames.size();
            labelOffset[i + 1] = labels.size();
            for (int c = 0; c < columns; c++) {
                values[i * columns + c] = (random.nextInt(5) - 2L) * (c == 0 ? 1 : 1000);
            }
        }
        return new SampleTable(
                stackOffset,
                frames.stream().mapToInt(Integer::intValue).toArray(),
                values,
                labelOffset,
                labels.stream().mapToInt(l -> (int) l[0]).toArray(),
                labels.stream().mapToInt(l -> (int) l[1]).toArray(),
                labels.stream().mapToLong(l -> l[2]).toArray(),
                labels.stream().mapToInt(l -> (int) l[3]).toArray());
    }
}
