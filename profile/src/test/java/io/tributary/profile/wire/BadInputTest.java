package io.tributary.profile.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import io.tributary.profile.Profile;
import io.tributary.profile.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadInputTest {
    private static final DecodeLimits SMALL = new DecodeLimits(1 << 20, 1 << 20, 3, 4, 5, 6);

    /** One sample type, one sample, one of every row; each case then adds what is wrong. */
    private static ProtoWriter valid() {
        ProtoWriter w = new ProtoWriter(64);
        strings(w, "", "cpu", "main");
        record(w, 1, type -> type.number(1, 1));
        record(w, 3, mapping -> mapping.number(1, 1));
        record(w, 5, function -> function.number(1, 1));
        record(w, 4, location -> {
            location.number(1, 1);
            location.number(2, 1);
            record(location, 4, line -> line.number(1, 1));
        });
        record(w, 2, sample -> {
            sample.number(1, 1);
            sample.number(2, 42);
        });
        return w;
    }

    private static void strings(ProtoWriter w, String... strings) {
        for (String string : strings) {
            w.bytes(6, string.getBytes(StandardCharsets.UTF_8), 0, string.length());
        }
    }

    private static void record(ProtoWriter w, int field, Consumer<ProtoWriter> body) {
        int start = w.begin(field);
        body.accept(w);
        w.end(start);
    }

    private static byte[] bytes(ProtoWriter w) {
        return Arrays.copyOf(w.bytes(), w.size());
    }

    private static Arguments rule(String message, Consumer<ProtoWriter> wrong) {
        ProtoWriter w = valid();
        wrong.accept(w);
        return Arguments.of(message, bytes(w));
    }

    private static Arguments alone(String message, Consumer<ProtoWriter> wrong) {
        ProtoWriter w = new ProtoWriter(64);
        wrong.accept(w);
        return Arguments.of(message, bytes(w));
    }

    @Test
    void whatWasDecodedOrRefusedBeforeLeavesNothingBehind() throws InvalidProfileException {
        byte[] small = bytes(valid());
        Profile before = PprofDecoder.decode(small, DecodeLimits.DEFAULT);
        for (String name : TestData.profiles()) {
            byte[] large = PprofDecoder.inflate(TestData.bytes(name), DecodeLimits.DEFAULT);
            PprofDecoder.decode(large, DecodeLimits.DEFAULT);
            assertThatThrownBy(() -> PprofDecoder.decode(Arrays.copyOf(large, large.length - 1), DecodeLimits.DEFAULT))
                    .as(name)
                    .isInstanceOf(InvalidProfileException.class);
            Profile after = PprofDecoder.decode(small, DecodeLimits.DEFAULT);
            assertThat(PprofEncoder.encode(after, PprofEncoder.NO_GZIP))
                    .as(name)
                    .isEqualTo(PprofEncoder.encode(before, PprofEncoder.NO_GZIP));
        }
    }

    static Stream<Arguments> brokenRules() {
        return Stream.of(
                alone("string_table: there is none", w -> w.number(12, 5)),
                alone("string_table[0]: the first string must be empty", w -> strings(w, "x", "")),
                alone("sample_type: there is none, but there are samples", w -> {
                    strings(w, "");
                    record(w, 2, sample -> {});
                }),
                rule(
                        "sample[1].value: 2 values for 1 sample types",
                        w -> record(w, 2, sample -> {
                            sample.number(2, 1);
                            sample.number(2, 2);
                        })),
                rule("sample[0].value: 1 values for 2 sample types", w -> record(w, 1, type -> {})),
                rule("mapping[1]: the id is zero or missing", w -> record(w, 3, mapping -> {})),
                rule("mapping[1]: the id 1 is that of mapping[0] too", w -> record(w, 3, m -> m.number(1, 1))),
                rule("function[1]: the id is zero or missing", w -> record(w, 5, function -> {})),
                rule("function[1]: the id 1 is that of function[0] too", w -> record(w, 5, f -> f.number(1, 1))),
                rule("location[1]: the id is zero or missing", w -> record(w, 4, location -> {})),
                rule("location[1]: the id 1 is that of location[0] too", w -> record(w, 4, l -> l.number(1, 1))),
                rule(
                        "location[1].mapping_id: there is no mapping 9",
                        w -> record(w, 4, l -> {
                            l.number(1, 2);
                            l.number(2, 9);
                        })),
                rule(
                        "location[1].line[1].function_id: there is no function 8",
                        w -> record(w, 4, l -> {
                            l.number(1, 2);
                            record(l, 4, line -> line.number(1, 1));
                            record(l, 4, line -> line.number(1, 8));
                        })),
                rule(
                        "location[1].line[0].function_id: there is no function 0",
                        w -> record(w, 4, l -> {
                            l.number(1, -3);
                            record(l, 4, line -> {});
                        })),
                rule(
                        "sample[1].location_id[1]: there is no location 18446744073709551615",
                        w -> record(w, 2, s -> {
                            s.number(1, 1);
                            s.number(1, -1);
                            s.number(2, 1);
                        })),
                rule(
                        "function[1].name: there is no string 3, the table has 3",
                        w -> record(w, 5, f -> {
                            f.number(1, 2);
                            f.number(2, 3);
                        })),
                rule("function[1]: filename: there is no string -1", w -> record(w, 5, f -> f.number(4, -1))),
                rule(
                        "mapping[1].build_id: there is no string 7, the table has 3",
                        w -> record(w, 3, m -> {
                            m.number(1, 5);
                            m.number(6, 7);
                        })),
                rule(
                        "label[0].key: there is no string 99, the table has 3",
                        w -> record(w, 2, s -> {
                            s.number(2, 1);
                            record(s, 3, label -> label.number(1, 99));
                        })),
                alone("sample_type[0].unit: there is no string 4", w -> {
                    strings(w, "");
                    record(w, 1, type -> type.number(2, 4));
                }),
                rule("doc_url[0].index: there is no string 3", w -> w.number(15, 3)),
                rule("comment[0].index: there is no string 5", w -> w.number(13, 5)),
                rule("time_nanos comes twice", w -> {
                    w.number(9, 1);
                    w.number(9, 2);
                }),
                rule("profile: field 12 has the wrong wire type 2", w -> w.bytes(12, new byte[] {1}, 0, 1)),
                rule("sample[1]: field 3 has the wrong wire type 0", w -> record(w, 2, s -> s.number(3, 1))),
                rule("sample[1]: location_id: length 100 where 0 bytes are left", w -> {
                    record(w, 2, s -> {
                        s.element(1 << 3 | 2);
                        s.element(100);
                    });
                    w.number(12, 5);
                }));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenRules")
    void eachRuleIsNamedWhenBroken(String message, byte[] input) {
        InvalidProfileException e = refused(input, DecodeLimits.DEFAULT);
        assertThat(e).hasMessageContaining(message);
        assertThat(e.reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void theFrameOfTheCasesIsValid() throws Exception {
        assertThat(PprofDecoder.decode(bytes(valid()), DecodeLimits.DEFAULT).totals())
                .containsExactly(42);
    }

    @Test
    void profilesOneAfterTheOtherAreRefused() {
        byte[] one = PprofEncoder.encode(TestData.profile("shop/v1/mutex.6.pb.gz"), PprofEncoder.NO_GZIP);
        ByteArrayOutputStream two = new ByteArrayOutputStream();
        two.writeBytes(one);
        two.writeBytes(one);
        assertThat(refused(two.toByteArray(), DecodeLimits.DEFAULT)).hasMessageContaining("time_nanos comes twice");
        byte[] gzipped = TestData.bytes("shop/v1/mutex.6.pb.gz");
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(gzipped);
        members.writeBytes(gzipped);
        assertThat(refused(members.toByteArray(), DecodeLimits.DEFAULT)).hasMessageContaining("time_nanos comes twice");
    }

    static Stream<Arguments> otherFormats() {
        return Stream.of(
                Arguments.of("goroutine profile: total 5", "remove the debug parameter"),
                Arguments.of("heap profile: 1: 2 [3: 4] @ heap/1048576", "remove the debug parameter"),
                Arguments.of("threadcreate profile: total 9", "remove the debug parameter"),
                Arguments.of("--- contention:\ncycles/second=1", "remove the debug parameter"),
                Arguments.of("--- mutex:\ncycles/second=1", "remove the debug parameter"),
                Arguments.of("goroutine 1 [running]:", "debug=2"),
                Arguments.of("go 1.22 trace\0\0\0", "execution trace"),
                Arguments.of("\n  <!DOCTYPE html>", "/debug/pprof/"),
                Arguments.of("{\"code\": 404}", "JSON"),
                Arguments.of("FLR\0\0\2", "Flight Recorder"));
    }

    @ParameterizedTest
    @MethodSource("otherFormats")
    void otherFormatsAreNamed(String input, String advice) {
        InvalidProfileException e = refused(input.getBytes(StandardCharsets.UTF_8), DecodeLimits.DEFAULT);
        assertThat(e).hasMessageContaining(advice);
        assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
    }

    @Test
    void whatIsNoProfileAtAllIsSaidSo() {
        InvalidProfileException text =
                refused("404 page not found\n".getBytes(StandardCharsets.UTF_8), DecodeLimits.DEFAULT);
        assertThat(text.reason()).isEqualTo(Reason.NOT_A_PROFILE);
        assertThat(text).hasMessageContaining("this is text").hasMessageNotContaining("404");
        assertThat(refused(new byte[0], DecodeLimits.DEFAULT).reason()).isEqualTo(Reason.EMPTY);
        assertThat(refused(TestData.bytes("prometheus/trace.1.out"), DecodeLimits.DEFAULT)
                        .reason())
                .isEqualTo(Reason.UNSUPPORTED_FORMAT);
        byte[] gperftools = new byte[80];
        gperftools[8] = 3;
        gperftools[25] = 0x27;
        assertThat(refused(gperftools, DecodeLimits.DEFAULT)).hasMessageContaining("gperftools");
    }

    @Test
    void limitsHold() {
        assertThat(refused(new byte[2 << 20], SMALL).reason()).isEqualTo(Reason.TOO_LARGE);
        expectTooLarge("sample: more than the 3", w -> {
            for (int i = 0; i < 3; i++) {
                record(w, 2, s -> s.number(2, 1));
            }
        });
        expectTooLarge(
                "sample[1]: has 5 locations",
                w -> record(w, 2, s -> {
                    for (int i = 0; i < 5; i++) {
                        s.number(1, 1);
                    }
                }));
        expectTooLarge("string_table: more than the 5", w -> strings(w, "a", "b", "c"));
        expectTooLarge("function: more than the 6", w -> {
            for (int i = 2; i < 9; i++) {
                int id = i;
                record(w, 5, f -> f.number(1, id));
            }
        });
    }

    private static void expectTooLarge(String message, Consumer<ProtoWriter> more) {
        ProtoWriter w = valid();
        more.accept(w);
        InvalidProfileException e = refused(bytes(w), SMALL);
        assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
        assertThat(e).hasMessageContaining(message);
    }

    @Test
    void locationsAndValuesOfAllSamplesAreBounded() {
        DecodeLimits few = new DecodeLimits(1 << 20, 1 << 20, 100, 100, 7, 100, 100);
        byte[] three = {1, 1, 1};
        for (int field : new int[] {1, 2}) {
            ProtoWriter packed = valid();
            ProtoWriter single = valid();
            for (int i = 0; i < 4; i++) {
                record(packed, 2, s -> s.bytes(field, three, 0, 3));
                record(single, 2, s -> {
                    s.number(field, 1);
                    s.number(field, 1);
                });
            }
            for (ProtoWriter w : List.of(packed, single)) {
                InvalidProfileException e = refused(bytes(w), few);
                assertThat(e.reason()).isEqualTo(Reason.TOO_LARGE);
                assertThat(e)
                        .hasMessageContaining("more than the 7 allowed of " + (field == 1 ? "location_id" : "value"));
            }
        }
    }

    /** Ten bytes for each number are no reason to refuse what the numbers fit. */
    @Test
    void longVarintsCountOnce() throws InvalidProfileException {
        DecodeLimits two = new DecodeLimits(1 << 20, 1 << 20, 100, 100, 2, 100, 100);
        byte[] minusOne = {-1, -1, -1, -1, -1, -1, -1, -1, -1, 1};
        ProtoWriter w = valid();
        record(w, 2, s -> {
            s.number(1, 1);
            s.bytes(2, minusOne, 0, minusOne.length);
        });

        assertThat(PprofDecoder.decode(bytes(w), two).totals()[0]).isEqualTo(42 - 1);
    }

    @Test
    void declaredLengthsAreNotBelieved() {
        byte[] gigabyte = {0x32, 0, 0x32, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80, 4};
        assertThat(refused(gigabyte, DecodeLimits.DEFAULT).reason()).isEqualTo(Reason.TRUNCATED);
        byte[] enormous = {0x12, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 0};
        assertThat(refused(enormous, DecodeLimits.DEFAULT).reason()).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void aProfileThatIsCutOffAnywhereIsRefusedOrWhole() throws Exception {
        byte[] gzipped = TestData.bytes("shop/v1/mutex.6.pb.gz");
        byte[] plain = Gzip.inflate(gzipped, 1 << 24);
        for (int length = 0; length < gzipped.length; length += 13) {
            assertThat(refused(Arrays.copyOf(gzipped, length), DecodeLimits.DEFAULT)
                            .reason())
                    .as("length %d", length)
                    .isEqualTo(length == 0 ? Reason.EMPTY : Reason.TRUNCATED);
        }
        int whole = 0;
        for (int length = 0; length < plain.length; length += 17) {
            whole += decodes(Arrays.copyOf(plain, length)) ? 1 : 0;
        }
        // Cut between two fields at the end of the message, what is left may well be a profile.
        assertThat(whole).isLessThan(20);
    }

    @Test
    void flippedBitsNeverThrowAnythingElse() throws Exception {
        byte[] plain = Gzip.inflate(TestData.bytes("shop/v1/mutex.6.pb.gz"), 1 << 24);
        byte[] gzipped = TestData.bytes("shop/v1/mutex.6.pb.gz");
        Random random = new Random(20_26);
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            int refused = 0;
            for (int i = 0; i < 3000; i++) {
                byte[] damaged = (i % 4 == 0 ? gzipped : plain).clone();
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
                }
                refused += decodes(damaged) ? 0 : 1;
            }
            assertThat(refused).isGreaterThan(750);
        });
    }

    private static boolean decodes(byte[] input) {
        try {
            PprofDecoder.decode(input, DecodeLimits.DEFAULT);
            return true;
        } catch (InvalidProfileException e) {
            assertThat(e.getMessage()).isNotBlank();
            return false;
        }
    }

    private static InvalidProfileException refused(byte[] input, DecodeLimits limits) {
        InvalidProfileException e =
                catchThrowableOfType(InvalidProfileException.class, () -> PprofDecoder.decode(input, limits));
        assertThat(e).isNotNull();
        return e;
    }

    @Test
    void idsThatDifferInTheirHighBitsOnlyAreNoLoad() {
        ProtoWriter w = new ProtoWriter(1 << 20);
        strings(w, "");
        for (long i = 1; i <= 500_000; i++) {
            long id = i << 44;
            record(w, 5, function -> function.number(1, id));
        }
        Profile profile = Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> PprofDecoder.decode(bytes(w), DecodeLimits.DEFAULT));
        assertThat(profile.functions().size()).isEqualTo(500_000);
    }

    @Test
    void limitsThemselvesAreChecked() {
        assertThatThrownBy(() -> new DecodeLimits(0, 1, 1, 1, 1, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
