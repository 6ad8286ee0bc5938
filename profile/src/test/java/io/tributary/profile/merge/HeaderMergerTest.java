package io.tributary.profile.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row is a rule; what is right is said by {@code go tool pprof} over the same files. */
class HeaderMergerTest {
    record Row(String rule, List<Header> headers) {
        @Override
        public String toString() {
            return rule;
        }
    }

    private static final ValueType COUNT = new ValueType("samples", "count");
    private static final ValueType CPU = new ValueType("cpu", "nanoseconds");

    private static ValueType type(String type, String unit) {
        return new ValueType(type, unit);
    }

    private static Header header(List<ValueType> types, @Nullable ValueType periodType, long period) {
        return new Header(types, periodType, period, 0, 0, "", List.of(), "", "", "");
    }

    private static Header timed(long time, long duration, String defaultType, List<String> comments, String docUrl) {
        return new Header(List.of(COUNT, CPU), CPU, 10, time, duration, defaultType, comments, "", "", docUrl);
    }

    static List<Row> mergeable() {
        return List.of(
                new Row(
                        "durations add up, comments unite in order, default type and doc url are the first there are",
                        List.of(
                                timed(1_000_000_000, 5_000_000_000L, "", List.of("b", "a"), ""),
                                timed(3_000_000_000L, 1_000_000_000, "cpu", List.of("c", "a"), "https://one"),
                                timed(2_000_000_000, 1_000_000_000, "samples", List.of("b"), "https://two"))),
                new Row(
                        "the earliest time counts",
                        List.of(
                                timed(5_000_000_000L, 0, "", List.of(), ""),
                                timed(2_000_000_000, 0, "", List.of(), ""),
                                timed(7_000_000_000L, 0, "", List.of(), ""))),
                new Row(
                        "a profile without a time sets it back",
                        List.of(
                                timed(5_000_000_000L, 0, "", List.of(), ""),
                                timed(0, 0, "", List.of(), ""),
                                timed(7_000_000_000L, 0, "", List.of(), ""))),
                new Row(
                        "sample types by name in the first one's order",
                        List.of(
                                header(List.of(COUNT, CPU, type("wall", "nanoseconds")), CPU, 1),
                                header(List.of(type("wall", "nanoseconds"), COUNT), CPU, 2))),
                new Row(
                        "the finest units, values scaled",
                        List.of(
                                header(List.of(COUNT, type("cpu", "milliseconds")), type("cpu", "seconds"), 3),
                                header(List.of(COUNT, type("cpu", "us")), type("cpu", "ms"), 10))),
                new Row(
                        "memory units",
                        List.of(
                                header(List.of(type("space", "bytes")), type("space", "kilobytes"), 512),
                                header(List.of(type("space", "MB")), type("space", "B"), 7))),
                new Row(
                        "microseconds with a Greek letter, in the plural of which alone pprof knows them",
                        List.of(
                                header(List.of(COUNT, type("cpu", "\u03bcss")), CPU, 1),
                                header(List.of(COUNT, CPU), CPU, 1))),
                new Row(
                        "units of one column only",
                        List.of(
                                header(List.of(COUNT, type("cpu", "ns")), CPU, 1),
                                header(List.of(COUNT, type("cpu", "hours")), CPU, 1))),
                new Row(
                        "the largest period",
                        List.of(
                                header(List.of(COUNT, CPU), CPU, 5),
                                header(List.of(COUNT, CPU), CPU, 50),
                                header(List.of(COUNT, CPU), CPU, 20))),
                new Row(
                        "no period type",
                        List.of(header(List.of(COUNT, CPU), null, 0), header(List.of(COUNT, CPU), type("", ""), 4))));
    }

    static List<Row> incompatible() {
        return List.of(
                new Row(
                        "no sample type in common",
                        List.of(header(List.of(COUNT), CPU, 1), header(List.of(type("space", "bytes")), CPU, 1))),
                new Row(
                        "other period types",
                        List.of(header(List.of(COUNT), CPU, 1), header(List.of(COUNT), type("space", "bytes"), 1))),
                new Row(
                        "a period type and none",
                        List.of(header(List.of(COUNT), CPU, 1), header(List.of(COUNT), null, 1))),
                new Row(
                        "plural and singular period types",
                        List.of(
                                header(List.of(COUNT), type("event", "count"), 1),
                                header(List.of(COUNT), type("events", "count"), 1))),
                new Row(
                        "units of different kinds",
                        List.of(
                                header(List.of(type("x", "bytes")), CPU, 1),
                                header(List.of(type("x", "seconds")), CPU, 1))),
                new Row(
                        "the micro sign's unit, of which pprof takes the s away",
                        List.of(
                                header(List.of(type("x", "\u03bcs")), CPU, 1),
                                header(List.of(type("x", "ns")), CPU, 1))),
                new Row(
                        "a sample type twice",
                        List.of(header(List.of(COUNT, COUNT), CPU, 1), header(List.of(COUNT), CPU, 1))));
    }

    @ParameterizedTest
    @MethodSource("mergeable")
    void mergesAsGoToolPprof(Row row, @TempDir Path folder) throws Exception {
        GoPprof.assumeThere();
        List<Path> files = files(profiles(row), folder);
        var expected = GoPprof.rawMerge(files);
        List<Profile> profiles = new ArrayList<>();
        for (Path file : files) {
            // Which sample is met first says what a mapping's address is: the file's order counts.
            profiles.add(PprofDecoder.decode(Files.readAllBytes(file), DecodeLimits.DEFAULT));
        }
        var merged = GoPprof.raw(PprofEncoder.encode(ProfileMerger.merge(profiles), 0));
        assertThat(merged.header()).isEqualTo(expected.header());
        assertThat(merged.samples()).isNotEmpty().isEqualTo(expected.samples());
    }

    @ParameterizedTest
    @MethodSource("incompatible")
    void refusesWhatGoToolPprofRefuses(Row row, @TempDir Path folder) throws Exception {
        List<Profile> profiles = profiles(row);
        assertThatThrownBy(() -> ProfileMerger.merge(profiles)).isInstanceOf(IncompatibleHeadersException.class);
        GoPprof.assumeThere();
        List<String> arguments = new ArrayList<>(List.of("-raw"));
        files(profiles, folder).forEach(file -> arguments.add(file.toString()));
        assertThat(GoPprof.pprof(arguments).exitCode()).isNotZero();
    }

    private static List<Profile> profiles(Row row) {
        Random random = new Random(row.rule.hashCode());
        List<Profile> profiles = new ArrayList<>();
        for (Header header : row.headers) {
            profiles.add(RandomProfiles.next(random, header));
        }
        return profiles;
    }

    private static List<Path> files(List<Profile> profiles, Path folder) throws Exception {
        List<Path> files = new ArrayList<>();
        for (Profile profile : profiles) {
            files.add(Files.write(folder.resolve(files.size() + ".pb"), PprofEncoder.encode(profile, 0)));
        }
        return files;
    }
}
