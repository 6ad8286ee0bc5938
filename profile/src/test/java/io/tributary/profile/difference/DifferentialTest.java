package io.tributary.profile.difference;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.merge.ColumnPlan;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.StreamingMerge;
import io.tributary.profile.testing.Content;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.Rounds;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Many small questions, each asked of {@code go tool pprof} and of this module: what do these files give merged, or less
 * those, normalized or not? {@link Rounds} says how many.
 */
class DifferentialTest {
    @TempDir
    static Path folder;

    @BeforeAll
    static void needsGo() {
        GoPprof.assumeThere();
    }

    /** Of several {@code -base} flags the tool takes the last, so there is one. */
    private enum Mode {
        MERGE(""),
        BASE("-base="),
        DIFF_BASE("-diff_base=");

        private final String flag;

        Mode(String flag) {
            this.flag = flag;
        }
    }

    private record Question(Mode mode, boolean normalize, List<Path> sources, List<Path> bases) {
        List<String> arguments(Path output) {
            List<String> arguments = new ArrayList<>(List.of("-proto", "-output=" + output));
            bases.forEach(base -> arguments.add(mode.flag + base));
            if (normalize) {
                arguments.add("-normalize");
            }
            sources.forEach(source -> arguments.add(source.toString()));
            return arguments;
        }

        Profile answer() throws Exception {
            Profile source = merge(sources);
            if (mode == Mode.MERGE) {
                return source;
            }
            Profile base = merge(bases);
            if (normalize) {
                source = Normalization.normalize(source, base);
            }
            return mode == Mode.BASE ? Difference.subtract(source, base) : Difference.compare(source, base);
        }

        private static Profile merge(List<Path> files) throws Exception {
            StreamingMerge merge = new StreamingMerge();
            for (Path file : files) {
                merge.add(read(file));
            }
            return merge.result();
        }
    }

    private static Profile read(Path file) throws Exception {
        return PprofDecoder.decode(Files.readAllBytes(file), DecodeLimits.DEFAULT);
    }

    private final Map<Mode, Integer> answered = new EnumMap<>(Mode.class);
    private int normalized;
    private int refused;

    @Test
    void realProfiles(TestInfo test) throws Exception {
        List<Path> all = TestData.allFiles();
        for (long round = Rounds.FIRST; round < Rounds.FIRST + Rounds.COUNT; round++) {
            Random random = new Random(round);
            Mode mode = mode(random);
            List<Path> alike = alike(all, random);
            List<Path> sources = new ArrayList<>(choose(alike, 1 + random.nextInt(4), random));
            if (random.nextInt(4) == 0) {
                sources.set(0, withSomeColumns(sources.get(0), random));
            }
            List<Path> bases = mode == Mode.MERGE ? List.of() : choose(alike, 1, random);
            ask(round, new Question(mode, mode != Mode.MERGE && random.nextBoolean(), sources, bases));
        }
        report(test);
    }

    /** Files of one program's folder, or of one kind whatever the program; sometimes any. */
    private static List<Path> alike(List<Path> all, Random random) {
        Path one = all.get(random.nextInt(all.size()));
        int how = random.nextInt(10);
        if (how == 0) {
            return all;
        }
        // Between heap and allocs sample types are the same and the default type is not.
        boolean anyProgram = how < 5;
        return all.stream()
                .filter(file -> kind(file).equals(kind(one)))
                .filter(file -> anyProgram || Objects.equals(file.getParent(), one.getParent()))
                .toList();
    }

    /** A file with one or two of another's sample types, in any order, one of them in a coarser unit. */
    private static Path withSomeColumns(Path file, Random random) throws Exception {
        Profile profile = read(file);
        List<Integer> columns = new ArrayList<>();
        IntStream.range(0, profile.valueCount()).forEach(columns::add);
        Collections.shuffle(columns, random);
        int[] chosen = columns.stream()
                .limit(1 + random.nextInt(2))
                .mapToInt(Integer::intValue)
                .toArray();
        List<ValueType> types = new ArrayList<>();
        for (int column : chosen) {
            ValueType type = profile.header().sampleTypes().get(column);
            types.add(new ValueType(type.type(), type.unit().equals("bytes") ? "kilobytes" : type.unit()));
        }
        double[] asTheyAre = new double[chosen.length];
        Arrays.fill(asTheyAre, 1);
        Header h = profile.header();
        Header header = new Header(
                types,
                h.periodType(),
                h.period(),
                h.timeNanos(),
                h.durationNanos(),
                h.defaultSampleType(),
                h.comments(),
                h.dropFrames(),
                h.keepFrames(),
                h.docUrl());
        Profile some = new ColumnPlan(profile.valueCount(), chosen, asTheyAre).apply(profile, header);
        return Files.write(folder.resolve("columns.pb"), PprofEncoder.encode(some, PprofEncoder.NO_GZIP));
    }

    private static String kind(Path file) {
        String name = file.getFileName().toString();
        String kind = name.substring(0, name.indexOf('.'));
        return switch (kind) {
            case "cpu" -> "profile";
            case "allocs" -> "heap";
            case "block" -> "mutex";
            default -> kind;
        };
    }

    private static List<Path> choose(List<Path> from, int n, Random random) {
        return random.ints(n, 0, from.size()).mapToObj(from::get).toList();
    }

    private static Mode mode(Random random) {
        return Mode.values()[random.nextInt(Mode.values().length)];
    }

    @Test
    void generatedProfilesThatUseEveryField(TestInfo test) throws Exception {
        for (long round = Rounds.FIRST; round < Rounds.FIRST + Rounds.COUNT; round++) {
            Random random = new Random(round);
            Mode mode = mode(random);
            boolean normalize = mode != Mode.MERGE && random.nextInt(3) == 0;
            // Quotients of sums that wrapped around may lead beyond 64 bits, where Go's answer depends on the
            // processor.
            boolean large = !normalize && random.nextInt(4) == 0;
            List<Path> sources = write("source", 1 + random.nextInt(4), random, large, normalize);
            List<Path> bases = mode == Mode.MERGE ? List.of() : write("base", 1, random, large, normalize);
            ask(round, new Question(mode, normalize, sources, bases));
        }
        report(test);
    }

    private static List<Path> write(String name, int n, Random random, boolean large, boolean alike) throws Exception {
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            Profile profile = alike && random.nextInt(5) > 0
                    ? RandomProfiles.next(random)
                    : RandomProfiles.everyField(random, large);
            Path file = folder.resolve(name + i + ".pb");
            files.add(Files.write(file, PprofEncoder.encode(profile, PprofEncoder.NO_GZIP)));
        }
        return files;
    }

    private void ask(long round, Question question) throws Exception {
        Path output = folder.resolve("answer.pb.gz");
        List<String> arguments = question.arguments(output);
        GoPprof.Outcome outcome = GoPprof.pprof(arguments);
        String what = "round " + round + ": " + arguments;
        Profile answer;
        try {
            answer = question.answer();
        } catch (IncompatibleHeadersException e) {
            assertThat(outcome.exitCode())
                    .as("%s%nis refused here: %s", what, e.getMessage())
                    .isNotZero();
            refused++;
            return;
        }
        assertThat(outcome.exitCode())
                .as("%s%nis refused: %s", what, outcome.errors())
                .isZero();
        byte[] written = PprofEncoder.encode(answer, PprofEncoder.NO_GZIP);
        Content.Whole ours = Content.whole(PprofDecoder.decode(written, DecodeLimits.DEFAULT));
        Content.Whole theirs = Content.whole(read(output));
        assertThat(ours.header()).as(what).isEqualTo(theirs.header());
        assertThat(ours.mappings()).as(what).isEqualTo(theirs.mappings());
        assertThat(ours.samples()).as(what).isEqualTo(theirs.samples());
        answered.merge(question.mode, 1, Integer::sum);
        normalized += question.normalize ? 1 : 0;
    }

    private void report(TestInfo test) {
        System.out.printf(
                "%s: rounds %d to %d, answered %s (%d normalized), refused by both %d%n",
                test.getDisplayName(), Rounds.FIRST, Rounds.FIRST + Rounds.COUNT - 1, answered, normalized, refused);
        assertThat(answered).containsOnlyKeys(Mode.values());
    }
}
