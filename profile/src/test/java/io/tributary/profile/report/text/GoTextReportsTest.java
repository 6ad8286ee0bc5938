package io.tributary.profile.report.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.report.ReportOptions;
import io.tributary.profile.report.Stacks;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Our text reports and the tool's are the same bytes. {@code -Dtributary.rounds=N}: so many random profiles. */
class GoTextReportsTest {
    private static final int ROUNDS = Integer.getInteger("tributary.rounds", 20);

    @TempDir
    Path folder;

    @BeforeAll
    static void needsGo() {
        GoPprof.assumeThere();
    }

    interface Report {
        void write(OutputStream to) throws IOException;
    }

    static String text(Report report) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            report.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return bytes.toString(ISO_8859_1);
    }

    static List<String> files() {
        return TestData.profiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void realProfiles(String file) throws Exception {
        Profile profile = TestData.profile(file);
        compare(profile, profile, List.of(TestData.path(file).toString()), file, Strictness.EVERYTHING);
    }

    @Test
    void randomProfiles() throws Exception {
        int compared = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long seed = new Random().nextLong();
            Random random = new Random(seed);
            Profile profile = RandomProfiles.next(random);
            if (round % 2 == 0) {
                profile = withoutTies(profile);
            }
            if (round % 5 == 0) {
                profile = withInvalidNames(profile);
            }
            byte[] bytes = PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
            Path file = Files.write(folder.resolve("random.pb"), bytes);
            Profile read = PprofDecoder.decode(bytes, DecodeLimits.DEFAULT);
            Strictness strictness = round % 2 == 0 ? Strictness.EVERYTHING : Strictness.UP_TO_TIES;
            compared += compare(read, read, List.of(file.toString()), "seed " + seed + ", round " + round, strictness);
        }
        System.out.println(compared + " reports of " + ROUNDS + " random profiles compared with go tool pprof");
    }

    /** What the flags of its command line give is what its prompt gives, and so what we compare with everywhere else. */
    @Test
    void theToolsOwnFlags() throws Exception {
        for (String file : List.of("shop/v1/cpu.a1.pb.gz", "prometheus/heap.1.pb.gz")) {
            Profile profile = TestData.profile(file);
            ReportOptions flat = ReportOptions.defaults(profile);
            ReportOptions cum = flat.withOrder(ReportOptions.Order.CUM);
            ReportOptions tree = flat.withNodeCount(ReportOptions.TREE_NODES);
            assertThat(text(to -> Top.of(profile, flat).write(to))).isEqualTo(flags(file, "-top"));
            assertThat(text(to -> Top.of(profile, cum.withNodeCount(3)).write(to)))
                    .isEqualTo(flags(file, "-top", "-cum", "-nodecount=3"));
            assertThat(text(to -> Top.of(profile, flat.withFractions(0.1, 0.2)).write(to)))
                    .isEqualTo(flags(file, "-top", "-nodefraction=0.1", "-edgefraction=0.2"));
            assertThat(text(to -> Tree.write(profile, tree, to))).isEqualTo(flags(file, "-tree"));
            assertThat(text(to -> Traces.write(profile, flat.withColumn(0), to)))
                    .isEqualTo(flags(file, "-traces", "-sample_index=0"));
        }
    }

    private static String flags(String file, String... flags) {
        List<String> arguments = new ArrayList<>(List.of(flags));
        arguments.add(TestData.path(file).toString());
        byte[] utf8 = GoPprof.pprof(arguments).output().getBytes(UTF_8);
        return new String(utf8, ISO_8859_1);
    }

    /** The tool makes the difference, with its label and its negative values; both show it. */
    @ParameterizedTest
    @CsvSource({
        "-diff_base, shop/v1/cpu.a1.pb.gz, shop/v1/cpu.b1.pb.gz",
        "-base, shop/v1/mutex.6.pb.gz, shop/v1/mutex.24.pb.gz",
        "-diff_base, shop/heap-sequence/heap.00.pb.gz, shop/heap-sequence/heap.04.pb.gz",
        "-base, shop/heap-sequence/heap.04.pb.gz, shop/heap-sequence/heap.00.pb.gz",
    })
    void differences(String flag, String base, String source) throws Exception {
        Path file = made(flag + "=" + TestData.path(base), source);
        Profile difference = PprofDecoder.decode(Files.readAllBytes(file), DecodeLimits.DEFAULT);
        compare(difference, difference, List.of(file.toString()), flag, Strictness.UP_TO_TIES);
    }

    /** What the tool writes as pprof with this flag. */
    private Path made(String flag, String source) {
        Path file = folder.resolve("made.pb.gz");
        List<String> arguments =
                List.of("-proto", "-output=" + file, flag, TestData.path(source).toString());
        assertThat(GoPprof.pprof(arguments).exitCode()).isZero();
        return file;
    }

    @Test
    void sharesOfAFilteredProfileReferToTheWhole() throws Exception {
        String source = "shop/v1/cpu.a1.pb.gz";
        Path file = made("-focus=json", source);
        Profile filtered = PprofDecoder.decode(Files.readAllBytes(file), DecodeLimits.DEFAULT);
        Profile whole = TestData.profile(source);
        ReportOptions options =
                ReportOptions.defaults(whole).withActiveFilters(List.of("focus=json", "ignore=" + "y".repeat(90)));
        GoReports tool = new GoReports(folder, List.of(TestData.path(source).toString()));
        tool.set("focus=json").set("ignore=" + "y".repeat(90));
        List<String> theirs = tool.report("top 0").report("tree 80").run();
        assertThat(text(to -> Top.of(filtered, whole, options).write(to))).isEqualTo(theirs.get(0));
        assertThat(text(to -> Tree.write(filtered, whole, options.withNodeCount(ReportOptions.TREE_NODES), to)))
                .isEqualTo(theirs.get(1));
    }

    @Test
    void means() throws Exception {
        for (String source : List.of("shop/v1/heap.4.pb.gz", "shop/v1/mutex.24.pb.gz")) {
            Profile profile = TestData.profile(source);
            GoReports tool = new GoReports(folder, List.of(TestData.path(source).toString()));
            List<String> theirs = tool.set("mean=true")
                    .report("top 0")
                    .report("tree 80")
                    .report("traces")
                    .run();
            ReportOptions options = ReportOptions.defaults(profile).withMean(true);
            assertThat(text(to -> Top.of(profile, options).write(to))).isEqualTo(theirs.get(0));
            assertThat(text(to -> Tree.write(profile, options.withNodeCount(ReportOptions.TREE_NODES), to)))
                    .isEqualTo(theirs.get(1));
            assertThat(text(to -> Traces.write(profile, options, to))).isEqualTo(theirs.get(2));
        }
    }

    /** Every unit the tool knows, and some that it does not, with values from tiny to the largest. */
    @Test
    void units() throws Exception {
        List<String> units = List.of(
                "B",
                "bytes",
                "kilobytes",
                "PB",
                "nanoseconds",
                "us",
                "μs",
                "ms",
                "sec",
                "hours",
                "hrs",
                "nanogcu",
                "GCU",
                "petagcu",
                "count",
                "samples",
                "widgets",
                "",
                "Bytes",
                "s");
        long[] values = {1, 999, 1023, 1_048_577, 123_456_789_012L, Long.MAX_VALUE / 8, -77, 31};
        ValueType[] types = new ValueType[units.size()];
        for (int i = 0; i < types.length; i++) {
            types[i] = new ValueType("type" + i, units.get(i));
        }
        for (int upTo = 1; upTo <= values.length; upTo++) {
            ProfileBuilder builder = new ProfileBuilder(types.length);
            for (int i = 0; i < upTo; i++) {
                long[] row = new long[types.length];
                Arrays.fill(row, values[i]);
                builder.sample(Stacks.leafFirst(builder, List.of("root", "f" + i)), row);
            }
            Header header = Stacks.header(types);
            checkBuilt(builder.build(withDuration(header)), "up to " + values[upTo - 1]);
        }
    }

    private static Header withDuration(Header h) {
        return new Header(
                h.sampleTypes(),
                null,
                0,
                1_700_000_000_000_000_001L,
                2_345_678_901L,
                "",
                List.of("#no", "yes"),
                "",
                "",
                "https://example.com/");
    }

    private void checkBuilt(Profile profile, String what) throws Exception {
        byte[] bytes = PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
        Path file = Files.write(folder.resolve("built.pb"), bytes);
        Profile read = PprofDecoder.decode(bytes, new DecodeLimits(1 << 22, 1 << 22, 1000, 50_000, 1000, 1000));
        compare(read, read, List.of(file.toString()), what, Strictness.EVERYTHING);
    }

    @Test
    void overflowsZerosAndNothing() throws Exception {
        checkBuilt(Stacks.of("a;b " + Long.MAX_VALUE, "a;c " + Long.MAX_VALUE, "a;d 5"), "overflow");
        checkBuilt(Stacks.of("a;b " + Long.MIN_VALUE, "a;c 5", "d 7"), "the smallest");
        checkBuilt(Stacks.of("a;b 5", "a;c -5", "a;d;e 3", "a;d;f -3"), "a sum of zero");
        checkBuilt(Stacks.of("a;b 0", " 0"), "zeros");
        checkBuilt(Stacks.of(" 7", "a;b 7"), "a sample without a stack");
        checkBuilt(Stacks.of(), "no sample");
    }

    @Test
    void recursionCountsOnce() throws Exception {
        checkBuilt(Stacks.of("a;b;a;b;a 5", "a;a;a 3", "b;a;b 1", "b;b 2"), "recursion");
        checkBuilt(Stacks.of("f;g;".repeat(10_000) + "h 3", "f;h 1"), "deep recursion");
    }

    @Test
    void binariesNamedInUnusualWays() throws Exception {
        for (String binary : List.of(
                "/usr/lib/x.so",
                "x",
                "/",
                "//",
                "a/b/",
                "http://host:1/debug",
                "C:\\x",
                "[vdso]",
                "//anon",
                "x:y z",
                "é/ü")) {
            ProfileBuilder builder = new ProfileBuilder(1);
            int plain = builder.mapping(0x1000, 0x2000, 0, binary, "", 0);
            int known = builder.mapping(0x3000, 0x4000, 0, binary, "abc", 0);
            builder.sample(new int[] {builder.location(plain, 0x1234, false)}, new long[] {2});
            builder.sample(new int[] {builder.location(known, 0x3234, true)}, new long[] {1});
            checkBuilt(builder.build(Stacks.header()), "binary " + binary);
        }
    }

    @Test
    void aColumnThatIsNotThereIsRefused() {
        Profile profile = Stacks.of("a 1");
        ReportOptions options = ReportOptions.defaults(profile).withColumn(1);
        for (Report report : List.<Report>of(
                to -> Top.of(profile, options).write(to),
                to -> Tree.write(profile, options, to),
                to -> Traces.write(profile, options, to))) {
            assertThatThrownBy(() -> report.write(OutputStream.nullOutputStream()))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("value column 1");
        }
    }

    @Test
    void timesAreInTheZoneAskedFor() {
        Profile profile = TestData.profile("shop/v1/cpu.a1.pb.gz");
        ReportOptions options = ReportOptions.defaults(profile);
        assertThat(Top.of(profile, options).header()).anyMatch(line -> line.matches("Time: .* UTC"));
        assertThat(Top.of(profile, options.withZone(ZoneId.of("Europe/Berlin"))).header())
                .anyMatch(line -> line.matches("Time: .* CES?T"));
    }

    private enum Strictness {
        EVERYTHING,
        /** Rows that the tool cannot tell apart come in an order of chance there. */
        UP_TO_TIES
    }

    private int compare(Profile profile, Profile whole, List<String> flags, String what, Strictness strictness)
            throws Exception {
        GoReports tool = new GoReports(folder, flags);
        List<String> ours = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int column = 0; column < profile.valueCount(); column++) {
            tool.set(
                    "sample_index=" + profile.header().sampleTypes().get(column).type());
            ReportOptions flat = ReportOptions.defaults(profile).withColumn(column);
            ReportOptions cum = flat.withOrder(ReportOptions.Order.CUM);
            tool.report("top 0")
                    .report("top 0 -cum")
                    .report("top 5")
                    .report("tree")
                    .report("tree 6 -cum");
            tool.report("traces");
            ours.add(text(to -> Top.of(profile, whole, flat).write(to)));
            ours.add(text(to -> Top.of(profile, whole, cum).write(to)));
            ours.add(text(to -> Top.of(profile, whole, flat.withNodeCount(5)).write(to)));
            ours.add(text(to -> Tree.write(profile, whole, flat.withNodeCount(ReportOptions.TREE_NODES), to)));
            ours.add(text(to -> Tree.write(profile, whole, cum.withNodeCount(6), to)));
            ours.add(text(to -> Traces.write(profile, whole, flat, to)));
            for (String name : List.of("top", "top -cum", "top 5", "tree", "tree 6 -cum", "traces")) {
                names.add(what + ", column " + column + ", " + name);
            }
        }
        List<String> theirs = tool.run();
        for (int i = 0; i < ours.size(); i++) {
            boolean traces = names.get(i).endsWith("traces");
            if (strictness == Strictness.EVERYTHING || traces) {
                assertThat(ours.get(i)).as(names.get(i)).isEqualTo(theirs.get(i));
            } else if (!names.get(i).endsWith("5") && !names.get(i).contains("6")) {
                assertThat(withoutOrder(ours.get(i))).as(names.get(i)).isEqualTo(withoutOrder(theirs.get(i)));
            }
        }
        return ours.size();
    }

    /** The lines sorted, without the running sum. */
    static String withoutOrder(String report) {
        return report.lines()
                .map(line -> line.matches(" *-?[0-9.]+[a-zA-Z]* .{6} .{6} .*")
                        ? line.replaceFirst("^( *[^ ]+ .{6}) .{6} ", "$1 ")
                        : line)
                .sorted()
                .reduce("", (a, b) -> a + "\n" + b);
    }

    /** Nothing below zero, and nameless functions that differ in their binary only: then no two rows are equal. */
    private static Profile withoutTies(Profile p) {
        FunctionTable f = p.functions();
        SampleTable s = p.samples();
        return new Profile(
                p.header(),
                p.strings(),
                p.mappings(),
                new FunctionTable(f.name(), f.systemName(), f.filename(), new long[f.size()]),
                p.locations(),
                new SampleTable(
                        s.stackOffset(),
                        s.location(),
                        Arrays.stream(s.values()).map(Math::abs).toArray(),
                        s.labelOffset(),
                        s.labelKey(),
                        s.labelString(),
                        s.labelNumber(),
                        s.labelUnit()));
    }

    /** Bytes in the names that are no UTF-8, a cut character among them; not in the header's, which are decoded. */
    private static Profile withInvalidNames(Profile p) {
        byte[] bytes = p.strings().bytes().clone();
        int[] offsets = new int[p.strings().size()];
        int[] lengths = new int[offsets.length];
        for (int i = 0; i < offsets.length; i++) {
            offsets[i] = p.strings().offset(i);
            lengths[i] = p.strings().length(i);
            if (p.strings().length(i) > 4
                    && i % 2 == 0
                    && i != p.mappings().filename()[0]
                    && i != p.mappings().buildId()[0]) {
                bytes[offsets[i] + 1] = (byte) 0xE2;
                bytes[offsets[i] + 2] = (byte) 0x82;
                bytes[offsets[i] + 3] = i % 4 == 0 ? (byte) 0xAC : (byte) 0xFF;
            }
        }
        return new Profile(
                p.header(),
                new StringTable(bytes, offsets, lengths),
                p.mappings(),
                p.functions(),
                p.locations(),
                p.samples());
    }
}
