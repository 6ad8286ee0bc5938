package io.tributary.profile.dictionary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.merge.VectorAccumulator;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.RandomProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DictionaryTest {
    private static final Header HEADER =
            new Header(List.of(new ValueType("samples", "count")), null, 0, 0, 0, "", List.of(), "", "", "");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void givesEveryProfileBackAsItWas(long seed) {
        Random random = new Random(seed);
        Dictionary dictionary = new Dictionary();
        List<Profile> profiles = new ArrayList<>();
        List<InternedProfile> interned = new ArrayList<>();
        List<DictionaryView> views = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            profiles.add(RandomProfiles.next(random));
            interned.add(dictionary.intern(profiles.get(i)));
            views.add(dictionary.view());
        }
        DictionaryView last = dictionary.view();
        for (int i = 0; i < profiles.size(); i++) {
            Profile profile = profiles.get(i);
            InternedProfile it = interned.get(i);
            Map<String, String> content = Content.of(profile);
            assertThat(it.vector().stacks()).isSorted().doesNotHaveDuplicates().hasSameSizeAs(content.keySet());
            assertThat(Content.of(last.toProfile(profile.header(), it.vector(), it.mappings())))
                    .as("seed %s, profile %s", seed, i)
                    .isEqualTo(content);
            assertThat(Content.of(views.get(i).toProfile(profile.header(), it.vector(), it.mappings())))
                    .as("seed %s, profile %s, by a view that the dictionary has outgrown", seed, i)
                    .isEqualTo(content);
        }
    }

    /** Stacks that are the outer part of others, in many orders: what neighbours share is not compared again. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void givesBackStacksThatShareTheirCallers(long seed) {
        Random random = new Random(seed);
        Dictionary dictionary = new Dictionary();
        for (int i = 0; i < 100; i++) {
            ProfileBuilder builder = new ProfileBuilder(1);
            int[] frames = {
                builder.location(LocationTable.NO_MAPPING, 1, false),
                builder.location(LocationTable.NO_MAPPING, 2, false)
            };
            for (int sample = random.nextInt(1, 60); sample > 0; sample--) {
                int[] stack =
                        random.ints(random.nextInt(6), 0, 2).map(f -> frames[f]).toArray();
                builder.sample(stack, new long[] {random.nextInt(3)});
            }
            Profile profile = builder.build(HEADER);
            InternedProfile it = dictionary.intern(profile);
            assertThat(Content.of(dictionary.view().toProfile(profile.header(), it)))
                    .as("seed %s, profile %s", seed, i)
                    .isEqualTo(Content.of(profile));
        }
    }

    @Test
    void givesTheSameNumbersAgain() {
        Dictionary dictionary = new Dictionary();
        Profile profile = RandomProfiles.next(new Random(42));
        InternedProfile first = dictionary.intern(profile);
        Mark mark = dictionary.mark();
        InternedProfile second = dictionary.intern(profile);
        assertThat(dictionary.mark()).isEqualTo(mark);
        assertThat(second.vector().stacks()).isEqualTo(first.vector().stacks());
        assertThat(second.vector().values()).isEqualTo(first.vector().values());
        assertThat(second.mappings()).isEqualTo(first.mappings());
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13})
    void addingVectorsAddsProfiles(long seed) {
        Random random = new Random(seed);
        Dictionary dictionary = new Dictionary();
        VectorAccumulator sum = new VectorAccumulator(2, 0);
        List<Profile> profiles = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            profiles.add(RandomProfiles.next(random));
            sum.add(dictionary.intern(profiles.get(i)).vector());
        }
        Dictionary other = Dictionary.forMerging();
        VectorAccumulator otherSum = new VectorAccumulator(2, 1000);
        profiles.reversed().forEach(p -> otherSum.add(other.intern(p).vector()));

        var header = profiles.get(0).header();
        Profile merged = dictionary.view().toMergedProfile(header, sum.toVector(), List.of());
        Profile otherMerged = other.view().toMergedProfile(header, otherSum.toVector(), List.of());
        assertThat(Content.relative(merged)).isNotEmpty().isEqualTo(Content.relative(otherMerged));
        assertThat(merged.samples().size())
                .as("samples that a merge has to make one")
                .isEqualTo(otherMerged.samples().size());
    }

    @Test
    void refusesWhatIsNotItsOwn() {
        Dictionary dictionary = new Dictionary();
        Profile profile = RandomProfiles.next(new Random(1));
        InternedProfile it = dictionary.intern(profile);
        DictionaryView view = dictionary.view();
        var header = profile.header();
        SparseVector foreign = new SparseVector(2, new int[] {view.size().stacks()}, new long[] {1, 1});
        assertThatThrownBy(() -> view.toProfile(header, foreign, it.mappings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("stack " + view.size().stacks());
        SparseVector narrow = new SparseVector(1, new int[] {0}, new long[] {1});
        assertThatThrownBy(() -> view.toProfile(header, narrow, it.mappings()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 columns under a header of 2");
        MappingUse use = new MappingUse(view.size().mappings(), 0, 0, 0, 0, 0, (byte) 0);
        assertThatThrownBy(() -> view.toProfile(header, it.vector(), List.of(use)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("mapping " + view.size().mappings());
        assertThat(header.sampleTypes()).contains(new ValueType("samples", "count"));
    }
}
