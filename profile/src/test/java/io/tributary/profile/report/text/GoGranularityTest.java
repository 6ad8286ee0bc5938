package io.tributary.profile.report.text;

import static io.tributary.profile.report.text.GoTextReportsTest.text;
import static io.tributary.profile.report.text.GoTextReportsTest.withoutOrder;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Profile;
import io.tributary.profile.filter.DropFrames;
import io.tributary.profile.report.Granularity;
import io.tributary.profile.report.ReportOptions;
import io.tributary.profile.testing.GoPprof;
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
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reports by function, file, line and address are the tool's bytes too. {@code -Dtributary.rounds=N}: so many random profiles. */
class GoGranularityTest {
    /** As the tool calls them. It has no packages. */
    private static final Map<String, Granularity> GRANULARITIES = Map.of(
            "functions", Granularity.FUNCTIONS,
            "filefunctions", Granularity.FILE_FUNCTIONS,
            "files", Granularity.FILES,
            "lines", Granularity.LINES,
            "addresses", Granularity.ADDRESSES);

    private static final int ROUNDS = Integer.getInteger("tributary.rounds", 40);

    @TempDir
    Path folder;

    @BeforeAll
    static void needsGo() {
        GoPprof.assumeThere();
    }

    static List<String> files() {
        return TestData.profiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void realProfiles(String file) throws Exception {
        compare(TestData.profile(file), TestData.path(file), file, true);
    }

    @Test
    void randomProfiles() throws Exception {
        for (long round = Rounds.FIRST; round < Rounds.FIRST + ROUNDS; round++) {
            Profile profile = RandomProfiles.next(new Random(round));
            byte[] bytes = PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
            Path file = Files.write(folder.resolve("random.pb"), bytes);
            Profile read = PprofDecoder.decode(bytes, DecodeLimits.DEFAULT);
            compare(DropFrames.apply(read), file, "round " + round, false);
        }
    }

    /** @param exact whether code without a name does not print the same as other such code, which comes in any order then */
    private void compare(Profile profile, Path file, String what, boolean exact) throws Exception {
        GoReports tool = new GoReports(folder, List.of(file.toString()));
        List<String> names = new ArrayList<>();
        List<String> ours = new ArrayList<>();
        for (Map.Entry<String, Granularity> granularity : GRANULARITIES.entrySet()) {
            ReportOptions flat = ReportOptions.defaults(profile).withGranularity(granularity.getValue());
            ReportOptions cum = flat.withOrder(ReportOptions.Order.CUM);
            tool.set("granularity=" + granularity.getKey())
                    .report("top 0")
                    .report("top 5 -cum")
                    .report("tree 0")
                    .report("traces");
            ours.add(text(to -> Top.of(profile, flat).write(to)));
            ours.add(text(to -> Top.of(profile, cum.withNodeCount(5)).write(to)));
            ours.add(text(to -> Tree.write(profile, flat, to)));
            ours.add(text(to -> Traces.write(profile, flat, to)));
            for (String report : List.of("top", "top 5", "tree", "traces")) {
                names.add(granularity.getKey() + ", " + report);
            }
        }
        List<String> theirs = tool.run();
        for (int i = 0; i < ours.size(); i++) {
            String name = names.get(i);
            if (name.endsWith("traces") || (exact && !name.startsWith("files"))) {
                assertThat(ours.get(i)).as("%s, %s", what, name).isEqualTo(theirs.get(i));
            } else if (!name.endsWith("5")) {
                assertThat(withoutOrder(ours.get(i))).as("%s, %s", what, name).isEqualTo(withoutOrder(theirs.get(i)));
            }
        }
    }

    @Test
    void packagesAddUpTheirFunctions() throws Exception {
        Profile profile = TestData.profile("shop/v1/cpu.a1.pb.gz");
        ReportOptions functions = ReportOptions.defaults(profile).withFractions(0, 0);
        Top byFunction = Top.of(profile, functions);
        Top byPackage = Top.of(profile, functions.withGranularity(Granularity.PACKAGES));
        long json = 0;
        for (int row = 0; row < byFunction.size(); row++) {
            json += byFunction.name(row).startsWith("encoding/json.")
                    ? byFunction.flat()[row]
                    : 0;
        }
        assertThat(json).isPositive();
        int row = 0;
        while (!byPackage.name(row).equals("encoding/json")) {
            row++;
        }
        assertThat(byPackage.flat()[row]).isEqualTo(json);
        assertThat(byPackage.cum()[row]).isBetween(json, byPackage.total());
        assertThat(byPackage.size()).isLessThan(byFunction.size() / 4);
    }
}
