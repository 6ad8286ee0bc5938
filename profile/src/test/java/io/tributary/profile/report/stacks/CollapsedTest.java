package io.tributary.profile.report.stacks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.report.Stacks;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import java.io.ByteArrayOutputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Collapsed text holds what the profile's stacks sum up to, and comes back as it went. */
class CollapsedTest {
    private static final ValueType TYPE = new ValueType("cpu", "nanoseconds");
    private static final DecodeLimits DEEP = new DecodeLimits(1 << 20, 1, 100, 30_000, 100, 100);

    private static String write(Profile profile, int column) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Collapsed.write(profile, column, bytes);
        return bytes.toString(UTF_8);
    }

    private static Profile read(String text) throws InvalidProfileException {
        return CollapsedReader.read(text.getBytes(UTF_8), TYPE, DecodeLimits.DEFAULT);
    }

    static List<String> files() {
        return TestData.profiles();
    }

    @ParameterizedTest
    @MethodSource("files")
    void realProfilesComeBack(String file) throws Exception {
        Profile profile = TestData.profile(file);
        for (int column = 0; column < profile.valueCount(); column++) {
            roundTrip(profile, column, file);
        }
    }

    @Test
    void randomProfilesComeBack() throws Exception {
        for (int round = 0; round < 200; round++) {
            long seed = new Random().nextLong();
            roundTrip(RandomProfiles.next(new Random(seed)), round % 2, "seed " + seed);
        }
    }

    /** Names of Go's generics hold semicolons, which come back as colons. */
    private static void roundTrip(Profile profile, int column, String what) throws Exception {
        Map<List<String>, Long> sums = new HashMap<>();
        Stacks.sums(profile, column)
                .forEach((stack, sum) -> sums.merge(
                        stack.stream().map(name -> name.replace(';', ':')).toList(), sum, Long::sum));
        String text = write(profile, column);
        String expected = sums.entrySet().stream()
                .map(e ->
                        (e.getKey().isEmpty() ? Collapsed.NO_STACK : String.join(";", e.getKey())) + " " + e.getValue())
                .sorted()
                .collect(Collectors.joining("\n"));
        assertThat(text.lines().sorted().collect(Collectors.joining("\n")))
                .as(what)
                .isEqualTo(expected);
        if (!text.isEmpty()) {
            Profile back = read(text);
            assertThat(Stacks.sums(back, 0)).as(what).isEqualTo(sums);
            PprofDecoder.decode(PprofEncoder.encode(back, PprofEncoder.NO_GZIP), DecodeLimits.DEFAULT);
        }
    }

    @Test
    void namesThatTheFormatCannotHoldAreChanged() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ProfileBuilder builder = new ProfileBuilder(1);
        builder.sample(Stacks.leafFirst(builder, List.of("a b", "L;x\ny")), new long[] {5});
        Collapsed.write(builder.build(Stacks.header()), 0, bytes);
        assertThat(bytes.toString(UTF_8)).isEqualTo("a b;L:x y 5\n");
    }

    @Test
    void readsWhatOthersWrite() throws Exception {
        Profile profile = read("\r\nmain;run loop 12\r\n\nmain;run loop\t-3 \n[no stack] +2\nμ 1");
        assertThat(Stacks.sums(profile, 0))
                .isEqualTo(Map.of(List.of("main", "run loop"), 9L, List.of(), 2L, List.of("μ"), 1L));
        assertThat(profile.samples().size()).isEqualTo(4);
        assertThat(profile.header().sampleTypes()).containsExactly(TYPE);
    }

    @ParameterizedTest
    @CsvSource({
        "'a;b 1\nc', 'line 2: no value after a space: \"c\"'",
        "'a;b 1\n\na;b x', 'line 3: the value is no whole number of 64 bits: \"x\"'",
        "'a 1.5', 'line 1: the value is no whole number'",
        "'a 9223372036854775808', 'line 1: the value is no whole number'",
        "'a;;b 1', 'line 1: a frame without a name: \"a;;b\"'",
        "';a 1', 'line 1: a frame without a name'",
        "'a; 1', 'line 1: a frame without a name'",
        "' 1', 'line 1: a frame without a name'",
        "'', 'no collapsed stack'",
        "'\n \n', 'no collapsed stack'",
    })
    void wrongLinesAreNamed(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(InvalidProfileException.class)
                .hasMessageContaining(message);
    }

    @Test
    void wrongBytesAreNamed() {
        byte[] text = {'a', ' ', '1', '\n', (byte) 0xFF, ' ', '1'};
        assertThatThrownBy(() -> CollapsedReader.read(text, TYPE, DecodeLimits.DEFAULT))
                .isInstanceOf(InvalidProfileException.class)
                .hasMessageContaining("line 2: a name that is not UTF-8");
    }

    @Test
    void limitsHold() {
        assertTooLarge(new DecodeLimits(3, 1, 9, 9, 9, 9), "a;b 1", "more than 3");
        assertTooLarge(new DecodeLimits(99, 1, 1, 9, 9, 9), "a 1\nb 1", "line 2: more than 1 stacks");
        assertTooLarge(new DecodeLimits(99, 1, 9, 2, 9, 9), "a;b;c 1", "line 1: a stack of more than 2 frames");
        assertTooLarge(new DecodeLimits(99, 1, 9, 9, 2, 9), "a;b 1\nc 1", "line 2: more than 2 distinct names");
    }

    private static void assertTooLarge(DecodeLimits limits, String text, String message) {
        assertThatThrownBy(() -> CollapsedReader.read(text.getBytes(UTF_8), TYPE, limits))
                .isInstanceOfSatisfying(
                        InvalidProfileException.class,
                        e -> assertThat(e.reason()).isEqualTo(InvalidProfileException.Reason.TOO_LARGE))
                .hasMessageContaining(message);
    }

    @Test
    void deepStacksComeBack() throws Exception {
        String text = "f;g;".repeat(10_000) + "h 3\n";
        Profile profile = CollapsedReader.read(text.getBytes(UTF_8), TYPE, DEEP);
        assertThat(write(profile, 0)).isEqualTo(text);
    }
}
