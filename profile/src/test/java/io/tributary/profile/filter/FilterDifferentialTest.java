package io.tributary.profile.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Profile;
import io.tributary.profile.difference.Difference;
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
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random filters over real and over random profiles, alone, merged and compared with a base: {@code go tool pprof -proto}
 * writes what is left of them, frames that the profile drops by itself gone too, and has to leave the same as we do and to
 * warn of the same filters. {@link Rounds} says how many.
 */
class FilterDifferentialTest {
    private static final Map<FilterName, String> WARNINGS = Map.of(
            FilterName.FOCUS, "Focus",
            FilterName.IGNORE, "Ignore",
            FilterName.HIDE, "Hide",
            FilterName.SHOW, "Show",
            FilterName.SHOW_FROM, "ShowFrom",
            FilterName.TAG_FOCUS, "TagFocus",
            FilterName.TAG_IGNORE, "TagIgnore");

    @TempDir
    static Path folder;

    private final Map<FilterName, Integer> asked = new EnumMap<>(FilterName.class);
    private final Map<FilterName, Integer> effective = new EnumMap<>(FilterName.class);
    private int dropped;
    private int refused;

    @BeforeAll
    static void needsGo() {
        GoPprof.assumeThere();
    }

    @Test
    void realProfiles(TestInfo test) throws Exception {
        List<Path> files = Rounds.ARE_MANY
                ? TestData.allFiles()
                : TestData.profiles().stream().map(TestData::path).toList();
        for (long round = Rounds.FIRST; round < Rounds.FIRST + Rounds.COUNT; round++) {
            Random random = new Random(round);
            Path file = files.get(random.nextInt(files.size()));
            RandomFilters filters = new RandomFilters(random, read(file));
            if (random.nextInt(6) == 0) {
                ask(round, filters.next(), List.of(write("dropping.pb", filters.droppingFrames())), null);
            } else if (random.nextInt(6) == 0) {
                ask(round, filters.next(), List.of(file), file);
            } else {
                ask(round, filters.next(), List.of(file), null);
            }
        }
        report(test);
    }

    @Test
    void randomProfiles(TestInfo test) throws Exception {
        for (long round = Rounds.FIRST; round < Rounds.FIRST + Rounds.COUNT; round++) {
            Random random = new Random(round);
            List<Path> sources = new ArrayList<>();
            Profile profile = RandomFilters.renamed(RandomProfiles.next(random), random);
            if (random.nextInt(3) == 0) {
                profile = new RandomFilters(random, profile).droppingFrames();
            }
            sources.add(write("source.pb", profile));
            if (random.nextInt(6) == 0) {
                sources.add(write("other.pb", RandomFilters.renamed(RandomProfiles.next(random), random)));
            }
            @Nullable Path base = random.nextInt(6) == 0 ? write("base.pb", RandomProfiles.next(random)) : null;
            ask(round, new RandomFilters(random, profile).next(), sources, base);
        }
        report(test);
    }

    private static Path write(String name, Profile profile) throws Exception {
        return Files.write(folder.resolve(name), PprofEncoder.encode(profile, PprofEncoder.NO_GZIP));
    }

    private static Profile read(Path file) throws Exception {
        return PprofDecoder.decode(Files.readAllBytes(file), DecodeLimits.DEFAULT);
    }

    private static Profile merged(List<Path> files) throws Exception {
        StreamingMerge merge = new StreamingMerge();
        for (Path file : files) {
            merge.add(read(file));
        }
        return merge.result();
    }

    private void ask(long round, Filters filters, List<Path> sources, @Nullable Path base) throws Exception {
        Path output = folder.resolve("answer.pb.gz");
        List<String> arguments = new ArrayList<>(List.of("-proto", "-output=" + output));
        filters.patterns().forEach((name, pattern) -> arguments.add("-" + name.flag() + "=" + pattern));
        if (base != null) {
            arguments.add("-diff_base=" + base);
        }
        sources.forEach(source -> arguments.add(source.toString()));
        GoPprof.Outcome outcome = GoPprof.pprof(arguments);
        String what = "round " + round + ": " + arguments;
        ProfileFilter filter;
        try {
            filter = filters.compile();
        } catch (FilterSyntaxException e) {
            assertThat(outcome.exitCode())
                    .as("%s%nis refused here: %s", what, e.getMessage())
                    .isNotZero();
            refused++;
            return;
        }
        assertThat(outcome.exitCode())
                .as("%s%nis refused: %s", what, outcome.errors())
                .isZero();
        Profile whole = base == null ? merged(sources) : Difference.compare(merged(sources), read(base));
        FilterResult result = filter.apply(whole);
        Profile tool = read(output);
        Content.Whole ours = Content.whole(result.profile());
        Content.Whole theirs = Content.whole(tool);
        assertThat(ours.samples().entrySet())
                .as(what)
                .containsExactlyInAnyOrderElementsOf(theirs.samples().entrySet());
        assertThat(ours).as(what).isEqualTo(theirs);
        assertThat(result.profile().samples().size())
                .as(what)
                .isEqualTo(tool.samples().size());
        assertThat(warnedOf(result.matchedNothing())).as(what).isEqualTo(warnings(outcome.errors()));
        count(filters, whole, result);
    }

    private static Set<String> warnedOf(Set<FilterName> names) {
        Set<String> warnings = new TreeSet<>();
        names.stream().filter(WARNINGS::containsKey).map(WARNINGS::get).forEach(warnings::add);
        return warnings;
    }

    private static Set<String> warnings(String errors) {
        Set<String> warnings = new TreeSet<>();
        errors.lines()
                .filter(line -> line.endsWith(" expression matched no samples"))
                .map(line -> line.substring(0, line.indexOf(' ')))
                .forEach(warnings::add);
        return warnings;
    }

    private void count(Filters filters, Profile whole, FilterResult result) {
        Profile without = DropFrames.apply(whole);
        dropped += size(without) < size(whole) ? 1 : 0;
        boolean changed = size(result.profile()) < size(without);
        for (FilterName name : filters.patterns().keySet()) {
            asked.merge(name, 1, Integer::sum);
            if (changed && !result.matchedNothing().contains(name)) {
                effective.merge(name, 1, Integer::sum);
            }
        }
    }

    private static int size(Profile p) {
        return p.samples().size()
                + p.samples().location().length
                + p.locations().line().length;
    }

    private void report(TestInfo test) {
        System.out.printf(
                "%s: rounds %d to %d, asked %s, with an effect %s, %d dropped frames of their own, refused by both %d%n",
                test.getDisplayName(),
                Rounds.FIRST,
                Rounds.FIRST + Rounds.COUNT - 1,
                asked,
                effective,
                dropped,
                refused);
        assertThat(effective.keySet()).isEqualTo(EnumSet.allOf(FilterName.class));
        assertThat(dropped).isPositive();
    }
}
