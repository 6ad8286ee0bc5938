package io.tributary.profile.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Header;
import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.dictionary.CommonDictionary;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.testing.RandomProfiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Merges over a dictionary that is kept say what merges over one of their own say, row by row. */
class CommonDictionaryTest {
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

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sayTheSameWhateverWasMergedBefore(long seed) throws Exception {
        Random random = new Random(seed);
        boolean hasColumns = seed % 4 == 0;
        List<Dictionary> days = new ArrayList<>();
        List<List<InternedProfile>> profiles = new ArrayList<>();
        CommonDictionary common = new CommonDictionary();
        for (int round = 0; round < 24; round++) {
            if (round % 8 == 0) {
                days.add(new Dictionary());
                profiles.add(new ArrayList<>());
            }
            for (int i = 0; i < days.size(); i++) {
                profiles.get(i).add(days.get(i).intern(profile(random, hasColumns)));
            }
            List<MergeInput> parts = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                int day = random.nextInt(days.size());
                InternedProfile one =
                        profiles.get(day).get(random.nextInt(profiles.get(day).size()));
                parts.add(new MergeInput.OfDictionary(HEADER, days.get(day).view(), one.vector(), one.mappings()));
            }
            assertThat(ProfileMerger.mergeParts(parts, common, Long.MAX_VALUE))
                    .usingRecursiveComparison()
                    .isEqualTo(ProfileMerger.mergeParts(parts, Long.MAX_VALUE));
        }
        // Where lines have columns it may be left alone, elsewhere it is what gave the answers.
        assertThat(hasColumns || common.memoryBytes() > new CommonDictionary().memoryBytes())
                .isTrue();
    }

    private static Profile profile(Random random, boolean hasColumns) {
        Profile profile = RandomProfiles.next(random, HEADER);
        if (hasColumns) {
            return profile;
        }
        LocationTable l = profile.locations();
        return new Profile(
                HEADER,
                profile.strings(),
                profile.mappings(),
                profile.functions(),
                new LocationTable(
                        l.mapping(),
                        l.address(),
                        l.folded(),
                        l.lineOffset(),
                        l.lineFunction(),
                        l.line(),
                        new long[l.column().length]),
                profile.samples());
    }
}
