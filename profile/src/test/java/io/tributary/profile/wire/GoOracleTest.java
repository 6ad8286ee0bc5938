package io.tributary.profile.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Profile;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.RawProfile;
import io.tributary.profile.testing.Rounds;
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

    static List<Path> files() {
        return Rounds.ARE_MANY
                ? TestData.allFiles()
                : TestData.profiles().stream().map(TestData::path).toList();
    }

    @ParameterizedTest
    @MethodSource("files")
    void realProfilesAreTheSameToGo(Path file) throws Exception {
        Profile profile = PprofDecoder.decode(Files.readAllBytes(file), DecodeLimits.DEFAULT);
        Path ours = write("ours.pb", PprofEncoder.encode(profile, PprofEncoder.NO_GZIP));
        assertThat(GoPprof.raw(ours)).isEqualTo(GoPprof.raw(file));
    }

    /** The plain writing keeps the profile's own order and folds nothing, so it is an independent way to the same. */
    @Test
    void randomProfilesAreTheSameToGo() throws Exception {
        for (int i = 0; i < Rounds.COUNT / 3; i++) {
            long seed = Rounds.FIRST + i;
            Profile profile = RandomProfiles.everyField(new Random(seed), i % 2 == 0);
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
