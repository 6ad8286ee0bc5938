package io.tributary.profile.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Label;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.TestData;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules one by one; that they are the tool's is {@link DifferentialTest}'s to say. */
class DifferenceTest {
    private static final ValueType COUNT = new ValueType("samples", "count");
    private static final ValueType CPU = new ValueType("cpu", "nanoseconds");

    static List<String> files() {
        return TestData.profiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aRealProfileLessItselfIsEmpty(String file) throws Exception {
        Profile profile = TestData.profile(file);
        assertThat(Difference.subtract(profile, profile).samples().size()).isZero();
    }

    @Test
    void aGeneratedProfileLessItselfIsEmpty() throws Exception {
        for (long seed = 1; seed <= 500; seed++) {
            Profile profile = RandomProfiles.everyField(new Random(seed), false);
            assertThat(Difference.subtract(profile, profile).samples().size())
                    .as("seed %d", seed)
                    .isZero();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void bothSidesOfAComparisonCanBeTold(String file) throws Exception {
        Profile profile = TestData.profile(file);
        Profile compared = Difference.compare(profile, profile);
        Profile once = ProfileMerger.merge(List.of(profile, profile));
        assertThat(compared.totals()).containsOnly(0);
        assertThat(compared.samples().size()).isEqualTo(2 * once.samples().size());
        assertThat(Content.of(compared).keySet().stream().filter(text -> text.contains("s:pprof::base=|true")))
                .hasSize(once.samples().size());
    }

    private static final int[] NO_STACK = {};
    private static final Header HEADER = header(List.of(COUNT, CPU), CPU);

    private static Header header(List<ValueType> types, ValueType periodType) {
        return new Header(types, periodType, 10, 0, 5, "", List.of(), "", "", "");
    }

    private static Profile values(long[]... samples) {
        ProfileBuilder builder = new ProfileBuilder(2);
        for (int i = 0; i < samples.length; i++) {
            builder.sample(NO_STACK, samples[i], Label.of("n", "s" + i));
        }
        return builder.build(HEADER);
    }

    private static Map<String, String> content(Profile profile) {
        return Content.of(profile);
    }

    @Test
    void theLabelOfABaseTakesThePlaceOfOneWithItsKey() throws Exception {
        ProfileBuilder base = new ProfileBuilder(2);
        base.sample(
                NO_STACK,
                new long[] {1, 2},
                Label.of("pprof::base", "old"),
                Label.of("pprof::base", 7, "bytes"),
                Label.of("a", "b"),
                Label.of("pprof::base", "older"));

        assertThat(content(Difference.compare(values(), base.build(HEADER))))
                .isEqualTo(Map.of("{n:pprof::base=|7bytes, s:a=|b, s:pprof::base=|true}", "[-1, -2]"));
    }

    @Test
    void durationsOfADifferenceAddUp() throws Exception {
        assertThat(Difference.subtract(values(), values()).header().durationNanos())
                .isEqualTo(10);
    }

    /** As the tool has it, which negates by multiplying floating point numbers. */
    @Test
    void valuesBeyond53BitsLoseTheirLastBits() throws Exception {
        long large = (1L << 53) + 1;
        Profile profile = values(new long[] {large, 5});
        assertThat(content(Difference.subtract(profile, profile))).isEqualTo(Map.of("{s:n=|s0}", "[1, 0]"));
    }

    @Test
    void eachSampleIsRoundedByItself() throws Exception {
        Profile source = values(new long[] {1, 1}, new long[] {1, 1}, new long[] {-2, 2}, new long[] {4, 0});
        Profile base = values(new long[] {6, 10});
        assertThat(content(Normalization.normalize(source, base)))
                .isEqualTo(Map.of(
                        "{s:n=|s0}", "[2, 3]", "{s:n=|s1}", "[2, 3]", "{s:n=|s2}", "[-3, 5]", "{s:n=|s3}", "[6, 0]"));
    }

    @Test
    void equalSamplesOfASourceAreRoundedBeforeTheyAreAddedUp() throws Exception {
        ProfileBuilder source = new ProfileBuilder(2);
        source.sample(NO_STACK, new long[] {1, 1});
        source.sample(NO_STACK, new long[] {1, 1});
        Profile normalized = Normalization.normalize(source.build(HEADER), values(new long[] {3, 1}));
        assertThat(content(ProfileMerger.merge(List.of(normalized, values())))).isEqualTo(Map.of("{}", "[4, 2]"));
    }

    @Test
    void aColumnWithoutATotalBecomesZeroAndAnUnscaledOneKeepsNothing() throws Exception {
        Profile source = values(new long[] {5, 3}, new long[] {-5, 0}, new long[] {0, 4});
        // The first column is scaled by 0 and the second by 1, which is not at all: every sample is left out.
        assertThat(Normalization.normalize(source, values(new long[] {9, 7}))
                        .samples()
                        .size())
                .isZero();
        assertThat(content(Normalization.normalize(source, values(new long[] {9, 14}))))
                .isEqualTo(Map.of("{s:n=|s0}", "[0, 6]", "{s:n=|s2}", "[0, 8]"));
    }

    @Test
    void normalizingAProfileToItselfChangesNothing() throws Exception {
        Profile profile = TestData.profile("shop/v1/heap.4.pb.gz");
        assertThat(Normalization.normalize(profile, profile)).isSameAs(profile);
    }

    @Test
    void normalizingConvertsNoUnitsAndDropsNoTypes() {
        Profile source = values(new long[] {1, 1});
        for (Header other : Arrays.asList(
                header(List.of(CPU, COUNT), CPU),
                header(List.of(COUNT), CPU),
                header(List.of(COUNT, new ValueType("cpu", "microseconds")), CPU),
                header(List.of(COUNT, CPU), COUNT))) {
            Profile base = new ProfileBuilder(other.sampleTypes().size()).build(other);
            assertThatThrownBy(() -> Normalization.normalize(source, base))
                    .isInstanceOf(IncompatibleHeadersException.class)
                    .hasMessageContaining("samples/count");
        }
    }

    @Test
    void whatHasNothingInCommonHasNoDifference() {
        Profile base = new ProfileBuilder(1).build(header(List.of(new ValueType("space", "bytes")), CPU));
        assertThatThrownBy(() -> Difference.subtract(values(), base))
                .isInstanceOf(IncompatibleHeadersException.class)
                .hasMessageContaining("space/bytes");
    }
}
