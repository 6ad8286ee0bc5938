package io.tributary.profile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.Rounds;
import io.tributary.profile.testing.TestData;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What holds for any merge. Not for load addresses and the columns of inlined calls, of which the first profile's count;
 * and not where units are converted, since the tool then leaves samples out by the columns it converts.
 */
class MergePropertiesTest {
    private static Profile merge(Profile... profiles) throws Exception {
        return ProfileMerger.merge(List.of(profiles));
    }

    private interface Check {
        void check(String round, Profile a, Profile b, Profile c) throws Exception;
    }

    private static void forRandomProfiles(Check check) throws Exception {
        List<String> cpu = TestData.profiles().stream()
                .filter(name -> name.contains("cpu.") || name.contains("/profile."))
                .toList();
        for (long round = Rounds.FIRST; round < Rounds.FIRST + Rounds.COUNT; round++) {
            Random random = new Random(round);
            check.check(
                    "round " + round,
                    RandomProfiles.nextWithoutInnerColumns(random),
                    RandomProfiles.nextWithoutInnerColumns(random),
                    RandomProfiles.nextWithoutInnerColumns(random));
            if (round % 10 == 0) {
                List<Profile> real = new ArrayList<>();
                for (int i = 0; i < 3; i++) {
                    real.add(TestData.profile(cpu.get(random.nextInt(cpu.size()))));
                }
                check.check("round " + round + ", real", real.get(0), real.get(1), real.get(2));
            }
        }
    }

    /** All but the time, which is the tool's fold over the order given. */
    private static Header timeless(Profile profile) {
        Header h = profile.header();
        return new Header(
                h.sampleTypes(),
                h.periodType(),
                h.period(),
                0,
                h.durationNanos(),
                h.defaultSampleType(),
                h.comments(),
                h.dropFrames(),
                h.keepFrames(),
                h.docUrl());
    }

    @Test
    void isAssociative() throws Exception {
        forRandomProfiles((round, a, b, c) -> {
            Profile left = merge(merge(a, b), c);
            Profile right = merge(a, merge(b, c));
            Profile all = merge(a, b, c);
            assertThat(Content.relative(left)).as(round).isEqualTo(Content.relative(all));
            assertThat(Content.relative(right)).as(round).isEqualTo(Content.relative(all));
            assertThat(timeless(left)).as(round).isEqualTo(timeless(all));
            assertThat(timeless(right)).as(round).isEqualTo(timeless(all));
        });
    }

    @Test
    void isCommutative() throws Exception {
        forRandomProfiles((round, a, b, c) -> {
            Profile one = merge(a, b, c);
            Profile other = merge(c, a, b);
            assertThat(Content.relative(other)).as(round).isEqualTo(Content.relative(one));
            assertThat(other.header().durationNanos()).isEqualTo(one.header().durationNanos());
            assertThat(other.header().period()).isEqualTo(one.header().period());
            Set<String> comments = new HashSet<>(one.header().comments());
            assertThat(other.header().comments()).hasSameSizeAs(comments).containsAll(comments);
        });
    }

    @Test
    void ofOneIsItself() throws Exception {
        forRandomProfiles((round, a, _, _) -> {
            assertThat(merge(a).header()).as(round).isEqualTo(a.header());
            assertThat(Content.relative(merge(a))).as(round).isEqualTo(Content.relative(a));
        });
    }

    @Test
    void ofAMergeIsItself() throws Exception {
        for (long round = Rounds.FIRST; round < Rounds.FIRST + Rounds.COUNT; round++) {
            Profile merged = merge(RandomProfiles.everyField(new Random(round), true));
            assertThat(Content.whole(merge(merged))).as("round %d", round).isEqualTo(Content.whole(merged));
        }
    }

    @Test
    void hasNoSampleTwiceAndNoneOfZeros() throws Exception {
        forRandomProfiles((round, a, b, c) -> {
            Profile merged = merge(a, b, c);
            assertThat(Content.relative(merged))
                    .as(round)
                    .hasSize(merged.samples().size());
        });
    }

    @Test
    void ofOneManyTimesIsItsMultiple() throws Exception {
        Profile heap = TestData.profile("shop/heap-sequence/heap.04.pb.gz");
        StreamingMerge merge = new StreamingMerge();
        int times = 3 * StreamingMerge.GROUP_SIZE + 7;
        for (int i = 0; i < times; i++) {
            merge.add(heap);
        }
        Profile merged = merge.result();
        long[] expected = heap.totals();
        for (int c = 0; c < expected.length; c++) {
            expected[c] *= times;
        }
        assertThat(merged.totals()).isEqualTo(expected);
        assertThat(merged.header().sampleTypes()).contains(new ValueType("inuse_space", "bytes"));
    }
}
