package io.tributary.profile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Profile;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.RawProfile;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileMergerTest {
    static List<String> files() {
        return TestData.profiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void aMergeOfOneIsItself(String file) throws Exception {
        Profile profile = TestData.profile(file);
        Profile merged = ProfileMerger.merge(List.of(profile));
        assertThat(merged.header()).isEqualTo(profile.header());
        assertThat(Content.of(merged)).isEqualTo(Content.of(profile));
        assertThat(ProfileMerger.merge(List.of(merged)).totals()).isEqualTo(profile.totals());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void realProfilesMergeAsGoToolPprofMergesThem(long seed) throws Exception {
        GoPprof.assumeThere();
        Random random = new Random(seed);
        List<String> all = new ArrayList<>(files());
        Collections.shuffle(all, random);
        String kind =
                List.of("cpu", "heap", "goroutine", "block", "mutex", "profile").get(random.nextInt(6));
        List<String> chosen = all.stream()
                .filter(name -> Path.of(name).getFileName().toString().startsWith(kind))
                .limit(2 + random.nextInt(4))
                .toList();
        compare(
                chosen.stream().map(TestData::path).toList(),
                chosen.stream().map(TestData::profile).toList());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void hardProfilesMergeAsGoToolPprofMergesThem(long seed, @TempDir Path folder) throws Exception {
        GoPprof.assumeThere();
        Random random = new Random(seed);
        List<Profile> profiles = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(4); i++) {
            // Which of several mappings with one key is met first depends on the order of samples: the file's counts.
            byte[] bytes = PprofEncoder.encode(RandomProfiles.nextWithoutInnerColumns(random), 0);
            profiles.add(PprofDecoder.decode(bytes, DecodeLimits.DEFAULT));
            files.add(Files.write(folder.resolve(i + ".pb"), bytes));
        }
        compare(files, profiles);
    }

    private static void compare(List<Path> files, List<Profile> profiles) throws Exception {
        RawProfile expected = GoPprof.rawMerge(files);
        RawProfile merged = GoPprof.raw(PprofEncoder.encode(ProfileMerger.merge(profiles), 1));
        assertThat(merged.header()).as("header of %s", files).isEqualTo(expected.header());
        assertThat(merged.samples()).as("samples of %s", files).isEqualTo(expected.samples());
        assertThat(merged.mappings().subList(0, 1))
                .isEqualTo(expected.mappings().subList(0, 1));
        assertThat(merged.mappings()).hasSameElementsAs(expected.mappings());
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24})
    void groupingAndOrderDoNotMatter(long seed) throws Exception {
        Random random = new Random(seed);
        Profile a = RandomProfiles.next(random);
        Profile b = RandomProfiles.next(random);
        Profile c = RandomProfiles.next(random);
        Profile all = ProfileMerger.merge(List.of(a, b, c));
        assertThat(Content.relative(ProfileMerger.merge(List.of(ProfileMerger.merge(List.of(a, b)), c))))
                .isEqualTo(Content.relative(all));
        assertThat(Content.relative(ProfileMerger.merge(List.of(a, ProfileMerger.merge(List.of(b, c))))))
                .isEqualTo(Content.relative(all));
        assertThat(Content.relative(ProfileMerger.merge(List.of(c, a, b)))).isEqualTo(Content.relative(all));
    }

    @Test
    void valuesWrapAsPprofsDo() throws Exception {
        Profile profile = TestData.profile("etcd/heap.1.pb.gz");
        int times = 64;
        Profile sum = profile;
        for (int i = 0; i < times; i++) {
            sum = ProfileMerger.merge(List.of(sum, sum));
        }
        // 2^64 times anything is nothing.
        assertThat(sum.samples().size()).isZero();
    }

    @Test
    void anEmptyListIsTheCallersMistake() {
        assertThatThrownBy(() -> ProfileMerger.merge(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
