package io.tributary.profile.report.text;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.FunctionTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.StringTable;
import io.tributary.profile.report.ReportOptions;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
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

    private interface Report {
        void write(OutputStream to) throws IOException;
    }

    private static String text(Report report) {
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
    private static String withoutOrder(String report) {
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
        int[] offsets = new int[p.strings().size() + 1];
        for (int i = 0; i < p.strings().size(); i++) {
            offsets[i] = p.strings().offset(i);
            if (p.strings().length(i) > 4
                    && i % 2 == 0
                    && i != p.mappings().filename()[0]
                    && i != p.mappings().buildId()[0]) {
                bytes[offsets[i] + 1] = (byte) 0xE2;
                bytes[offsets[i] + 2] = (byte) 0x82;
                bytes[offsets[i] + 3] = i % 4 == 0 ? (byte) 0xAC : (byte) 0xFF;
            }
        }
        offsets[p.strings().size()] = bytes.length;
        return new Profile(
                p.header(), new StringTable(bytes, offsets), p.mappings(), p.functions(), p.locations(), p.samples());
    }
}
