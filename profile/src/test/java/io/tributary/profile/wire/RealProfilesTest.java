package io.tributary.profile.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Profile;
import io.tributary.profile.testing.TestData;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RealProfilesTest {
    static List<String> files() {
        return TestData.profiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void encodingWhatWasEncodedGivesTheSameBytes(String file) throws Exception {
        Profile profile = TestData.profile(file);
        byte[] once = PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
        Profile again = PprofDecoder.decode(once, DecodeLimits.DEFAULT);
        assertThat(again.header()).isEqualTo(profile.header());
        assertThat(again.totals()).isEqualTo(profile.totals());
        assertThat(PprofEncoder.encode(again, PprofEncoder.NO_GZIP)).isEqualTo(once);
        assertThat(Gzip.inflate(PprofEncoder.encode(again, 6), 1 << 24)).isEqualTo(once);
    }

    @Test
    void theInputMayBeWrittenOver() throws Exception {
        byte[] input = PprofEncoder.encode(TestData.profile("shop/v1/cpu.a1.pb.gz"), PprofEncoder.NO_GZIP);
        byte[] copy = input.clone();
        Profile profile = PprofDecoder.decode(input, DecodeLimits.DEFAULT);
        Arrays.fill(input, (byte) 0);
        assertThat(PprofEncoder.encode(profile, PprofEncoder.NO_GZIP)).isEqualTo(copy);
    }

    @Test
    void labelsOfCpuSamplesAreRead() {
        Profile profile = TestData.profile("shop/v1/cpu.a1.pb.gz");
        assertThat(profile.header().sampleTypes()).hasToString("[samples/count, cpu/nanoseconds]");
        assertThat(Arrays.stream(profile.samples().labelKey()).mapToObj(profile.strings()::get))
                .contains("handler", "tenant");
    }
}
