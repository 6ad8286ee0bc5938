package io.tributary.profile.pgo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.GoPreprofile;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.Rounds;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The edges are those of {@code go tool preprofile}, and the tool reads the same of the edge form as of the whole profile. */
class PreprofileTest {
    private static final int SELECTIONS = 60;

    @BeforeAll
    static void needsGo() {
        GoPprof.assumeThere();
    }

    private static void check(Profile profile, String what) {
        CallEdges edges = CallEdges.of(profile);
        String whole = GoPreprofile.text(profile).orElseThrow();
        assertThat(Listing.of(edges)).as("edges of " + what).isEqualTo(whole);
        assertThat(GoPreprofile.text(EdgeForm.of(edges)))
                .as("edge form of " + what)
                .contains(whole);
    }

    @Test
    void everyCpuProfileThereIs() throws Exception {
        List<Profile> profiles = cpuProfiles();
        assertThat(profiles).hasSizeGreaterThanOrEqualTo(14);
        for (int i = 0; i < profiles.size(); i++) {
            check(profiles.get(i), "file " + i);
        }
    }

    @Test
    void whatAnOldGoWroteIsRefusedByBoth() {
        Profile old = TestData.profile("go1.19/profile.1.pb.gz");
        assertThat(GoPreprofile.text(old)).isEmpty();
        CallEdges edges = CallEdges.of(old);
        assertThat(edges.hasStartLines()).isFalse();
        assertThat(edges.shareWithoutStartLine()).isEqualTo(1);
    }

    @Test
    void randomSelections() throws Exception {
        List<Profile> profiles = cpuProfiles();
        int withGenerics = 0;
        for (int round = 0; round < SELECTIONS; round++) {
            Random random = new Random(round);
            List<Profile> selected = new ArrayList<>();
            CallEdges sum = CallEdges.NONE;
            for (int n = 2 + random.nextInt(12); n > 0; n--) {
                Profile one = profiles.get(random.nextInt(profiles.size()));
                selected.add(one);
                sum = new EdgeSum().add(sum, 1).add(CallEdges.of(one), 1).sum();
            }
            Profile merged = ProfileMerger.merge(selected);
            check(merged, "selection " + round);
            assertThat(Listing.of(sum)).as("sum of selection " + round).isEqualTo(Listing.of(CallEdges.of(merged)));
            withGenerics += Listing.of(sum).contains("[go.shape.") ? 1 : 0;
        }
        assertThat(withGenerics).isPositive();
    }

    /** Recursion at the same and at other addresses, locations without lines, lines before the function's start, names twice. */
    @Test
    void randomProfiles() {
        int compared = 0;
        for (int round = 0; round < Rounds.COUNT; round++) {
            Profile profile = RandomProfiles.next(new Random(Rounds.FIRST + round));
            long[] values = profile.samples().values();
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.abs(values[i]);
            }
            if (CallEdges.of(profile).hasStartLines()) {
                check(profile, "round " + (Rounds.FIRST + round));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(Rounds.COUNT / 2);
    }

    @Test
    void whatIsEasyToGetWrong() {
        ProfileBuilder builder = new ProfileBuilder(2);
        int caller = builder.function("main.caller[go.shape.int]", "", "a.go", 10);
        int moved = builder.function("main.caller[go.shape.int]", "", "a.go", 30);
        int recursive = builder.function("main.recursive", "", "a.go", 0);
        int odd = builder.function("main.öde", "", "a.go", 50);
        int atCaller = builder.location(-1, 0x10, false, new Line(caller, 12, 0));
        int atMoved = builder.location(-1, 0x20, false, new Line(moved, 32, 0));
        int before = builder.location(-1, 0x30, false, new Line(odd, 47, 0));
        int one = builder.location(-1, 0x40, false, new Line(recursive, 0, 0));
        int two = builder.location(-1, 0x50, false, new Line(recursive, 0, 0));
        int inlined = builder.location(
                -1, 0x60, false, new Line(odd, 51, 0), new Line(caller, 11, 0), new Line(recursive, 3, 0));
        int nameless = builder.location(-1, 0x70, false);
        int nameless2 = builder.location(-1, 0x80, false);
        builder.sample(new int[] {before, atCaller}, new long[] {3, 0});
        builder.sample(new int[] {before, atMoved}, new long[] {4, 0});
        builder.sample(new int[] {atCaller, before, atMoved}, new long[] {5, 0});
        builder.sample(new int[] {one, two}, new long[] {6, 0});
        builder.sample(new int[] {one, one}, new long[] {7, 0});
        builder.sample(new int[] {inlined}, new long[] {8, 0});
        builder.sample(new int[] {inlined, inlined}, new long[] {9, 0});
        builder.sample(new int[] {nameless, nameless2}, new long[] {10, 0});
        builder.sample(new int[] {two, atCaller}, new long[] {0, 99});
        builder.sample(new int[] {}, new long[] {11, 0});
        Profile profile = builder.build(new Header(
                List.of(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds")),
                null,
                0,
                0,
                0,
                "",
                List.of(),
                "",
                "",
                ""));

        check(profile, "the odd one");

        CallEdges edges = CallEdges.of(profile);
        assertThat(Listing.of(edges))
                .contains("main.öde\nmain.caller[go.shape.int]\n-3 5\n", "main.recursive\nmain.recursive\n0 6\n")
                .contains("main.caller[go.shape.int]\nmain.öde\n2 7\n")
                .doesNotContain(" 99\n");
        assertThat(edges.shareWithoutStartLine()).isBetween(0.4, 0.6);
    }

    /** Edges added up and multiplied are those of profiles added up and multiplied. */
    @Test
    void bytesAndEdgesDoNotDependOnTheOrder() throws Exception {
        List<Profile> profiles = cpuProfiles().subList(0, 8);
        EdgeSum forwards = new EdgeSum();
        EdgeSum backwards = new EdgeSum();
        for (int i = 0; i < profiles.size(); i++) {
            forwards.add(CallEdges.of(profiles.get(i)), 1);
            backwards.add(CallEdges.of(profiles.get(profiles.size() - 1 - i)), 1);
        }
        CallEdges weighted = new EdgeSum()
                .add(forwards.sum(), 3)
                .add(CallEdges.of(profiles.getFirst()), -2)
                .sum();
        List<Profile> repeated = new ArrayList<>(profiles);
        for (int times = 0; times < 2; times++) {
            repeated.addAll(profiles.subList(1, profiles.size()));
        }

        assertThat(PprofEncoder.encode(EdgeForm.of(backwards.sum()), 6))
                .isEqualTo(PprofEncoder.encode(EdgeForm.of(forwards.sum()), 6));
        assertThat(GoPreprofile.text(EdgeForm.of(weighted))).isEqualTo(GoPreprofile.text(merged(repeated)));
    }

    private static Profile merged(List<Profile> profiles) throws IncompatibleHeadersException {
        return ProfileMerger.merge(profiles);
    }

    private static List<Profile> cpuProfiles() throws Exception {
        List<Profile> profiles = new ArrayList<>();
        for (Path file : TestData.allFiles()) {
            Profile profile = PprofDecoder.decode(Files.readAllBytes(file), DecodeLimits.DEFAULT);
            if (CallEdges.weightColumn(profile.header()).isPresent()
                    && profile.samples().size() > 0
                    && CallEdges.of(profile).hasStartLines()) {
                profiles.add(profile);
            }
        }
        return profiles;
    }
}
