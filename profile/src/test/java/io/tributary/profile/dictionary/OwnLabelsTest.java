package io.tributary.profile.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.Label;
import io.tributary.profile.build.Line;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.merge.VectorAccumulator;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.RandomProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels beyond a dictionary's bounds: it does not grow by them, and their profile has them all the same. */
class OwnLabelsTest {
    private static final Header HEADER = new Header(
            List.of(new ValueType("samples", "count"), new ValueType("cpu", "nanoseconds")),
            null,
            0,
            1,
            0,
            "",
            List.of(),
            "",
            "",
            "");

    private static List<LabelBounds> bounds() {
        long plenty = 1 << 20;
        return List.of(
                new LabelBounds(1, 1, plenty),
                new LabelBounds(4, 2, plenty),
                new LabelBounds(40, 3, plenty),
                new LabelBounds(1000, 2, plenty),
                new LabelBounds(1000, 1000, 300),
                new LabelBounds(6, 1000, plenty),
                new LabelBounds(1000, 1000, 0));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyProfileComesBackAsItWas(long seed) {
        int own = 0;
        for (LabelBounds bound : bounds()) {
            Random random = new Random(seed);
            Dictionary dictionary = new Dictionary();
            List<Profile> profiles = new ArrayList<>();
            List<InternedProfile> interned = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                profiles.add(RandomProfiles.next(random));
                interned.add(dictionary.intern(profiles.get(i), Long.MAX_VALUE, bound));
            }
            DictionaryView view = dictionary.view();
            for (int i = 0; i < profiles.size(); i++) {
                Profile profile = profiles.get(i);
                assertThat(Content.whole(view.toProfile(profile.header(), interned.get(i))))
                        .as("seed %s, %s, profile %s", seed, bound, i)
                        .isEqualTo(Content.whole(profile));
                assertThat(interned.get(i).stacks())
                        .isEqualTo(Content.of(profile).size());
                own += interned.get(i).ownLabels() == null ? 0 : 1;
            }
        }
        assertThat(own).isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void aMergeIsThatOfTheProfilesWithoutWhatIsLeftOut(long seed) throws Exception {
        Random random = new Random(seed);
        // No set but the empty one and that which says that all labels are left out.
        LabelBounds none = new LabelBounds(1, 1, 1 << 20);
        Dictionary dictionary = new Dictionary();
        VectorAccumulator sum = new VectorAccumulator(2, 0);
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Profile profile = RandomProfiles.next(random);
            profiles.add(withoutLabels(profile));
            sum.add(dictionary.intern(profile, Long.MAX_VALUE, none).vector());
        }
        Profile merged = dictionary.view().toMergedProfile(profiles.getFirst().header(), sum.toVector(), List.of());
        Profile expected = ProfileMerger.merge(profiles);
        assertThat(Content.relative(merged)).isNotEmpty().isEqualTo(Content.relative(expected));
        assertThat(merged.samples().size()).isEqualTo(expected.samples().size());
        assertThat(dictionary.mark().labelSets()).isEqualTo(2);
    }

    private static Profile withoutLabels(Profile p) {
        SampleTable s = p.samples();
        SampleTable samples = new SampleTable(
                s.stackOffset(),
                s.location(),
                s.values(),
                new int[s.size() + 1],
                new int[0],
                new int[0],
                new long[0],
                new int[0]);
        return new Profile(p.header(), p.strings(), p.mappings(), p.functions(), p.locations(), samples);
    }

    /** So many samples, each with an id of its own, from this one on; and a handler, of which there are two. */
    private static Profile withIds(int first, int count) {
        ProfileBuilder builder = new ProfileBuilder(2);
        for (int i = first; i < first + count; i++) {
            int location = builder.location(
                    LocationTable.NO_MAPPING,
                    0,
                    false,
                    new Line(builder.function("f" + i % 3, "", "main.go", 1), 1, 0));
            builder.sample(
                    new int[] {location},
                    new long[] {1, i},
                    new Label("handler", "h" + i % 2, 0, ""),
                    new Label("span_id", "span" + i, 0, ""));
        }
        return builder.build(HEADER);
    }

    @Test
    void aKeyOfManyValuesLeavesTheOthersTheirRoom() {
        Dictionary dictionary = new Dictionary();
        LabelBounds bound = new LabelBounds(1000, 10, 1 << 20);
        VectorAccumulator sum = new VectorAccumulator(2, 0);
        for (int i = 0; i < 300; i += 3) {
            sum.add(dictionary.intern(withIds(i, 3), Long.MAX_VALUE, bound).vector());
        }
        // None, ten with an id, and two handlers without.
        assertThat(dictionary.mark().labelSets()).isEqualTo(1 + 10 + 2);
        assertThat(dictionary.mark().strings()).isLessThan(30);
        Profile merged = dictionary.view().toMergedProfile(HEADER, sum.toVector(), List.of());
        assertThat(merged.totals()).containsExactly(300, 300 * 299 / 2);
        // Three functions, two handlers each; and the first ten with their ids.
        assertThat(merged.samples().size()).isEqualTo(6 + 10);
        InternedProfile early = dictionary.intern(withIds(0, 3), Long.MAX_VALUE, bound);
        assertThat(early.ownLabels()).isNull();
    }

    @Test
    void whatWasTakenInIsTheSameWheneverItComes() {
        LabelBounds bound = new LabelBounds(20, 10, 1 << 20);
        Dictionary dictionary = new Dictionary();
        List<InternedProfile> first = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            first.add(dictionary.intern(withIds(i, 5), Long.MAX_VALUE, bound));
        }
        Mark mark = dictionary.mark();
        for (int i = 0; i < 60; i++) {
            InternedProfile again = dictionary.intern(withIds(i, 5), Long.MAX_VALUE, bound);
            assertThat(again.vector().stacks()).isEqualTo(first.get(i).vector().stacks());
            assertThat(again.vector().values()).isEqualTo(first.get(i).vector().values());
        }
        assertThat(dictionary.mark()).isEqualTo(mark);
    }

    @Test
    void longValuesAreLeftOutToo() {
        Dictionary dictionary = new Dictionary();
        LabelBounds bound = new LabelBounds(1000, 1000, 1 << 20);
        for (int i = 0; i < 40; i++) {
            ProfileBuilder builder = new ProfileBuilder(2);
            int location = builder.location(
                    LocationTable.NO_MAPPING, 0, false, new Line(builder.function("f", "", "main.go", 1), 1, 0));
            builder.sample(new int[] {location}, new long[] {1, 1}, new Label("query", i + "x".repeat(100_000), 0, ""));
            Profile profile = builder.build(HEADER);
            InternedProfile interned = dictionary.intern(profile, Long.MAX_VALUE, bound);
            assertThat(Content.of(dictionary.view().toProfile(HEADER, interned)))
                    .isEqualTo(Content.of(profile));
        }
        assertThat(dictionary.memoryBytes()).isLessThan(3 << 20);
    }

    @Test
    void stacksThatHaveLabelsAreBounded() {
        Dictionary dictionary = new Dictionary();
        LabelBounds bound = new LabelBounds(1000, 1000, 64 << 10);
        for (int i = 0; i < 200; i++) {
            ProfileBuilder builder = new ProfileBuilder(2);
            for (int f = 0; f < 100; f++) {
                int location = builder.location(
                        LocationTable.NO_MAPPING,
                        0,
                        false,
                        new Line(builder.function("f" + f, "", "main.go", 1), 1, 0));
                builder.sample(new int[] {location}, new long[] {1, f}, new Label("tenant", "t" + i, 0, ""));
            }
            Profile profile = builder.build(HEADER);
            InternedProfile interned = dictionary.intern(profile, Long.MAX_VALUE, bound);
            assertThat(Content.of(dictionary.view().toProfile(HEADER, interned)))
                    .isEqualTo(Content.of(profile));
        }
        assertThat(dictionary.mark().stacks()).isLessThan((64 << 10) / 20 + 200);
    }
}
