package io.tributary.profile.pgo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.testing.TestData;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Figures about edges, against what can be worked out by hand or by simulation. */
class EdgeFiguresTest {
    /** A call from main to each function, so many times. */
    private static Profile profile(Map<String, Long> calls) {
        ProfileBuilder builder = new ProfileBuilder(1);
        int main = builder.function("main.main", "", "", 1);
        calls.forEach((name, times) -> {
            int function = builder.function(name, "", "", 10);
            int location = builder.location(-1, 1, false, new Line(function, 12, 0), new Line(main, 3, 0));
            builder.sample(new int[] {location}, new long[] {times});
        });
        return builder.build(
                new Header(List.of(new ValueType("samples", "count")), null, 0, 0, 0, "", List.of(), "", "", ""));
    }

    private static CallEdges edges(Object... namesAndTimes) {
        Map<String, Long> calls = new TreeMap<>();
        for (int i = 0; i < namesAndTimes.length; i += 2) {
            calls.put((String) namesAndTimes[i], ((Number) namesAndTimes[i + 1]).longValue());
        }
        return CallEdges.of(profile(calls));
    }

    @Test
    void hotIsTheShortestPrefixBeyondThePercentage() {
        assertThat(edges("a", 99, "b", 1).hot())
                .as("99 % is not more than 99 %")
                .isEqualTo(2);
        assertThat(edges("a", 991, "b", 9).hot()).isEqualTo(1);
        assertThat(edges("a", 60, "b", 30, "c", 10).first(50)).isEqualTo(1);
        assertThat(CallEdges.NONE.hot()).isZero();
    }

    @Test
    void comparesWhatIsAlikeAndWhatIsNot() {
        CallEdges before = edges("a", 600, "b", 395, "c", 5);
        CallEdges after = edges("a", 1200, "d", 780, "c", 20);

        EdgeComparison comparison = EdgeComparison.of(before, after);

        assertThat(comparison.overlap()).isCloseTo(0.6 + 0.005, within(1e-9));
        assertThat(before.hot()).isEqualTo(2);
        assertThat(after.hot()).isEqualTo(3);
        assertThat(comparison.hotJaccard()).isCloseTo(1.0 / 4, within(1e-9));
        assertThat(comparison.hotMoved()).isCloseTo((0.395 + 0.39 + 0.015) / 2, within(1e-9));
        assertThat(comparison.entered())
                .extracting(EdgeComparison.Moved::callee)
                .containsExactly("d", "c");
        assertThat(comparison.left()).extracting(EdgeComparison.Moved::callee).containsExactly("b");
        assertThat(comparison.moved()).extracting(EdgeComparison.Moved::callee).containsExactly("b", "d", "c");
        EdgeComparison same =
                EdgeComparison.of(before, new EdgeSum().add(before, 7).sum());
        assertThat(same.overlap()).isEqualTo(1);
        assertThat(same.hotJaccard()).isEqualTo(1);
        assertThat(same.moved()).isEmpty();
        assertThat(EdgeComparison.of(before, CallEdges.NONE).overlap()).isZero();
    }

    @Test
    void nothingIsLostByDividing() {
        CallEdges divided =
                new EdgeSum().add(edges("a", 1_000_000, "b", 1_500, "c", 1), 1).dividedBy(1_000);
        assertThat(divided.size()).isEqualTo(3);
        assertThat(List.of(divided.weight(0), divided.weight(1), divided.weight(2)))
                .containsExactly(1_000L, 2L, 1L);
        assertThatThrownBy(() -> new EdgeSum().add(edges("a", Long.MAX_VALUE), 2))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> edges("a", Long.MAX_VALUE, "b", 1)).isInstanceOf(ArithmeticException.class);
    }

    /** Drawn from a distribution whose edges are known, so that what was not seen yet is known too. */
    @Test
    void missingMassIsWhatWasNotSeen() {
        int functions = 3_000;
        double[] share = new double[functions];
        double sum = 0;
        for (int i = 0; i < functions; i++) {
            share[i] = 1 / Math.pow(i + 1, 1.2);
            sum += share[i];
        }
        for (int samples : new int[] {2_000, 20_000, 200_000}) {
            SplittableRandom random = new SplittableRandom(samples);
            long[] seen = draw(share, sum, samples, random);
            double unseen = 0;
            for (int i = 0; i < functions; i++) {
                unseen += seen[i] == 0 ? share[i] / sum : 0;
            }
            MissingMass missing = MissingMass.of(edges(seen), samples, 1);
            assertThat(missing.share()).isCloseTo(unseen, within(0.2 * unseen + 0.002));
            MissingMass half = MissingMass.of(edges(draw(share, sum, samples / 2, random)), samples / 2, 1);
            assertThat(missing.halfShare()).isCloseTo(half.share(), within(0.15 * half.share() + 0.002));
            if (!missing.isEnough()) {
                int enough = (int) missing.samplesForEnough();
                MissingMass then = MissingMass.of(edges(draw(share, sum, enough, random)), enough, 1);
                assertThat(then.share()).as("after " + enough).isLessThan(0.02);
            }
        }
        assertThat(MissingMass.of(CallEdges.NONE, 0, 1).share()).isEqualTo(1);
    }

    private static long[] draw(double[] share, double sum, int samples, SplittableRandom random) {
        long[] seen = new long[share.length];
        double[] cumulated = share.clone();
        Arrays.parallelPrefix(cumulated, Double::sum);
        for (int i = 0; i < samples; i++) {
            int at = Arrays.binarySearch(cumulated, random.nextDouble() * sum);
            seen[Math.min(share.length - 1, at < 0 ? -at - 1 : at)]++;
        }
        return seen;
    }

    private static CallEdges edges(long[] seen) {
        Map<String, Long> calls = new TreeMap<>();
        for (int i = 0; i < seen.length; i++) {
            if (seen[i] > 0) {
                calls.put("f" + i, seen[i]);
            }
        }
        return CallEdges.of(profile(calls));
    }

    @Test
    void inNanosecondsASampleIsAPeriod() {
        MissingMass missing = MissingMass.of(edges("a", 500_000_000L, "b", 10_000_000L), 510_000_000L, 10_000_000L);
        assertThat(missing.samples()).isEqualTo(51);
        assertThat(missing.once()).isEqualTo(1);
    }

    @Test
    void renamedFunctionsAreToldFromFewSamples() {
        CallEdges older = edges("a", 4_000, "b", 3_000, "c", 2_000, "d", 1_000);
        LiveMatch same = LiveMatch.of(older, edges("a", 3, "b", 4), 1);
        assertThat(same.match()).isEqualTo(1);
        assertThat(same.lost()).isZero();
        LiveMatch few = LiveMatch.of(older, edges("a", 1), 1);
        assertThat(few.match()).isLessThan(0.6);
        assertThat(few.lost()).as("one sample says nothing").isLessThan(0.05);
        LiveMatch renamed = LiveMatch.of(older, edges("a", 400, "B", 300), 1);
        assertThat(renamed.lost()).isCloseTo(3.0 / 7, within(1e-3));
    }

    @Test
    void sharesAreCapped() {
        assertThat(ShareCaps.factors(new double[] {1, 1, 1}, 0.5)).containsExactly(1000, 1000, 1000);
        for (double most : new double[] {0.05, 0.2, 0.3, 0.5, 0.9, 1}) {
            double[] parts = {1, 2, 3, 5, 50, 8, 0, 4};
            long[] factors = ShareCaps.factors(parts, most);
            double total = 0;
            double largest = 0;
            for (int i = 0; i < parts.length; i++) {
                assertThat(factors[i]).isBetween(1L, ShareCaps.WHOLE);
                total += parts[i] * factors[i];
                largest = Math.max(largest, parts[i] * factors[i]);
            }
            assertThat(largest / total).isLessThanOrEqualTo(Math.max(most, 1.0 / 7) + 1e-2);
        }
        assertThat(ShareCaps.factors(new double[] {1, 2, 3, 94}, 0.5)).containsExactly(1000, 1000, 1000, 63);
    }

    @Test
    void noiseShrinksWithTheNumberOfBlocks() {
        List<CallEdges> blocks = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(7);
        double[] share = new double[60];
        Arrays.setAll(share, i -> 1.0 / (i + 1));
        double sum = Arrays.stream(share).sum();
        for (int i = 0; i < 64; i++) {
            blocks.add(edges(draw(share, sum, 200, random)));
        }
        Noise few = Noise.of(together(blocks.subList(0, 16)), 16, 1);
        Noise many = Noise.of(together(blocks), 64, 1);
        assertThat(few.low()).isLessThan(few.median()).isBetween(0.5, 0.99);
        assertThat(many.low()).isGreaterThan(few.low());
        assertThat(Noise.of(together(blocks.subList(0, 16)), 64, 1).median()).isCloseTo(many.median(), within(0.01));
        assertThat(Noise.of(together(blocks), 64, 1)).isEqualTo(many);
    }

    private static EdgeBlocks together(List<CallEdges> each) {
        EdgeBlocks blocks = new EdgeBlocks();
        each.forEach(edges -> assertThat(blocks.add(edges)).isTrue());
        return blocks;
    }

    @Test
    void blocksReadFromProfilesAddUpAsTheirEdgesDo() {
        EdgeBlocks blocks = new EdgeBlocks();
        EdgeSum all = new EdgeSum();
        EdgeSum first = new EdgeSum();
        List<String> files =
                List.of("shop/v1/cpu.a1.pb.gz", "go-compile/profile.1.pb.gz", "pyroscope/profile.b1.pb.gz");
        for (String file : files) {
            Profile profile = TestData.profile(file);
            assertThat(blocks.add(profile)).isTrue();
            all.add(CallEdges.of(profile), 1);
            first.add(CallEdges.of(profile), file.equals(files.getFirst()) ? 1 : 0);
        }
        assertThat(blocks.add(CallEdges.NONE)).isFalse();
        assertThat(blocks.size()).isEqualTo(3);
        assertThat(Listing.of(blocks.sum(_ -> true))).isEqualTo(Listing.of(all.sum()));
        assertThat(Listing.of(blocks.sum(block -> block == 0))).isEqualTo(Listing.of(first.sum()));
        assertThat(blocks.sum(_ -> true).shareWithoutStartLine())
                .isEqualTo(all.sum().shareWithoutStartLine());
    }

    @Test
    void theSchedulersOwnWorkIsIdle() {
        assertThat(idle("runtime.futex", "runtime.futexsleep", "runtime.notesleep", "runtime.stopm"))
                .isEqualTo(1);
        assertThat(idle("internal/runtime/syscall.Syscall6", "runtime.netpoll", "runtime.findRunnable"))
                .isEqualTo(1);
        assertThat(idle("runtime.memmove", "main.copy", "runtime.schedule")).isZero();
        assertThat(idle("main.work", "main.main", "runtime.main")).isZero();
        assertThat(idle("runtime.scanobject", "runtime.gcDrain", "runtime.gcBgMarkWorker"))
                .isZero();
        for (String busy :
                List.of("shop/v1/cpu.a1.pb.gz", "go-compile/profile.1.pb.gz", "pyroscope/profile.b1.pb.gz")) {
            assertThat(IdleShare.of(TestData.profile(busy), 0)).as(busy).isLessThan(0.3);
        }
    }

    private static double idle(String... leafFirst) {
        ProfileBuilder builder = new ProfileBuilder(1);
        int[] stack = new int[leafFirst.length];
        for (int i = 0; i < stack.length; i++) {
            int function = builder.function(leafFirst[i], "", "", 1);
            stack[i] = builder.location(-1, 16L + i, false, new Line(function, 2, 0));
        }
        builder.sample(stack, new long[] {5});
        return IdleShare.of(
                builder.build(new Header(
                        List.of(new ValueType("samples", "count")), null, 0, 0, 0, "", List.of(), "", "", "")),
                0);
    }

    @Test
    void hardlyAnyCallOfARealProgramLacksAStartLine() {
        for (String file :
                List.of("shop/v1/cpu.a1.pb.gz", "go-compile/profile.1.pb.gz", "prometheus/profile.1.pb.gz")) {
            CallEdges edges = CallEdges.of(TestData.profile(file));
            assertThat(edges.hasStartLines()).isTrue();
            assertThat(edges.shareWithoutStartLine()).as(file).isLessThan(0.05);
        }
    }
}
