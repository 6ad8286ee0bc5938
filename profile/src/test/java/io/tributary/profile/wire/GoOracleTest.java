package io.tributary.profile.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Profile;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.RawProfile;
import io.tributary.profile.testing.TestData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Tributary read and wrote again is, to {@code go tool pprof}, the profile it was. */
class GoOracleTest {
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
    void realProfilesAreTheSameToGo(String file) throws Exception {
        Path ours = write("ours.pb.gz", PprofEncoder.encode(TestData.profile(file), 1));
        assertThat(GoPprof.raw(ours)).isEqualTo(GoPprof.raw(TestData.path(file)));
    }

    /** The plain writing keeps the profile's own order and folds nothing, so it is an independent way to the same. */
    @Test
    void randomProfilesAreTheSameToGo() throws Exception {
        for (int i = 0; i < 10; i++) {
            long seed = new Random().nextLong();
            Profile profile = RandomProfiles.next(new Random(seed));
            Path plain = write("plain.pb", PlainWriter.write(profile));
            Path ours = write("ours.pb", PprofEncoder.encode(profile, PprofEncoder.NO_GZIP));
            Path read = write(
                    "read.pb",
                    PprofEncoder.encode(
                            PprofDecoder.decode(Files.readAllBytes(plain), DecodeLimits.DEFAULT),
                            PprofEncoder.NO_GZIP));
            RawProfile expected = GoPprof.raw(plain);
            assertThat(GoPprof.raw(ours)).as("seed %d", seed).isEqualTo(expected);
            assertThat(GoPprof.raw(read)).as("seed %d", seed).isEqualTo(expected);
        }
    }

    private Path write(String name, byte[] bytes) throws Exception {
        return Files.write(folder.resolve(name), bytes);
    }
}
