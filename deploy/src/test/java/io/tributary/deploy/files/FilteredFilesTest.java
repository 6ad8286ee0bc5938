package io.tributary.deploy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.RawProfile;
import io.tributary.profile.testing.TestData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The filters of the commands that write a profile; {@link TopFilesTest} has those of the one that shows it. */
class FilteredFilesTest {
    private static final String CPU = TestData.path("shop/v1/cpu.a1.pb.gz").toString();
    private static final String OTHER_CPU =
            TestData.path("shop/v2/cpu.b1.pb.gz").toString();
    private static final String HEAP = TestData.path("shop/v1/heap.4.pb.gz").toString();

    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    private Path output() {
        return folder.resolve("out.pprof");
    }

    private int run(String command, List<String> arguments) {
        List<String> words = new ArrayList<>(List.of(command));
        words.addAll(arguments);
        words.addAll(List.of("-o", output().toString()));
        return run.run(words.toArray(String[]::new));
    }

    static Stream<Arguments> filters() {
        return Stream.of(
                arguments(List.of("focus=encoding/json"), List.of(CPU, OTHER_CPU)),
                arguments(List.of("ignore=^runtime\\."), List.of(CPU, OTHER_CPU)),
                arguments(List.of("hide=runtime", "show=net/http|json"), List.of(CPU, OTHER_CPU)),
                arguments(List.of("show_from=Handle"), List.of(CPU)),
                arguments(List.of("prune_from=json", "focus=json"), List.of(CPU)),
                arguments(List.of("tagfocus=bytes=1kb:", "tagignore=1mb:"), List.of(HEAP)));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aMergeIsFilteredAsTheToolFiltersIt(List<String> filters, List<String> files) {
        GoPprof.assumeThere();
        List<String> ours = new ArrayList<>();
        filters.forEach(filter -> ours.add("--" + filter));
        ours.addAll(files);

        assertThat(run("merge", ours)).as(run.errors()).isZero();

        assertThat(GoPprof.raw(output())).isEqualTo(theirs(filters, List.of(), files));
        assertThat(run.errors()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-diff_base", "-base"})
    void aDifferenceIsFilteredAsTheToolFiltersIt(String flag) {
        GoPprof.assumeThere();
        List<String> ours = new ArrayList<>(List.of("--base", CPU, "--focus=json", "--hide=runtime", OTHER_CPU));
        if (flag.equals("-base")) {
            ours.add("--plain");
        }

        assertThat(run("diff", ours)).as(run.errors()).isZero();

        assertThat(GoPprof.raw(output()))
                .isEqualTo(
                        theirs(List.of("focus=json", "hide=runtime"), List.of(flag + "=" + CPU), List.of(OTHER_CPU)));
    }

    private RawProfile theirs(List<String> filters, List<String> flags, List<String> files) {
        Path expected = folder.resolve("expected.pb.gz");
        List<String> arguments = new ArrayList<>(List.of("-proto", "-output=" + expected));
        filters.forEach(filter -> arguments.add("-" + filter));
        arguments.addAll(flags);
        arguments.addAll(files);
        GoPprof.Outcome outcome = GoPprof.pprof(arguments);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();
        return GoPprof.raw(expected);
    }

    @Test
    void framesThatTheProfileDropsAreNotWritten() throws IOException {
        GoPprof.assumeThere();
        String file = FilteredFiles.droppingRuntime(folder);

        assertThat(run("merge", List.of(file, CPU))).as(run.errors()).isZero();

        assertThat(GoPprof.raw(output())).isEqualTo(theirs(List.of(), List.of(), List.of(file, CPU)));
    }

    @Test
    void aFilterThatIsNowhereIsSaidSo() {
        GoPprof.assumeThere();
        String warning = "Focus expression matched no samples";
        assertThat(GoPprof.pprof(List.of("-top", "-focus=nobody", CPU)).errors())
                .contains(warning);

        assertThat(run("merge", List.of("--focus=nobody", "--tagignore=nothing", CPU)))
                .isZero();

        assertThat(run.errors().lines())
                .containsExactly(
                        "tributary: --focus=nobody matched no samples",
                        "tributary: --tagignore=nothing matched no samples");
        assertThat(GoPprof.raw(output()).samples()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "diff", "top"})
    void aWrongPatternIsWrongUsageThatNamesFlagAndPlace(String command) {
        List<String> arguments = new ArrayList<>(List.of(command, "--ignore=ok", "--focus=ab(c", "no such file"));
        if (command.equals("diff")) {
            arguments.addAll(List.of("--base", "none"));
        }
        if (!command.equals("top")) {
            arguments.addAll(List.of("-o", output().toString()));
        }

        assertThat(run.run(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(run.errors().lines())
                .containsExactly("tributary: --focus=ab(c: this ( is not closed, at character 3; see tributary "
                        + command + " --help");
        assertThat(output()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--tagfocus=k=a,b[", "--hide=a{1001}", "--show=*", "--show_from=\\", "--prune_from=a)"})
    void soIsEveryOther(String flag) {
        assertThat(run.run("top", flag, CPU)).isEqualTo(2);
        assertThat(run.errors()).contains(flag.substring(0, flag.indexOf('=')), "at character ");
        assertThat(run.output()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"merge", "diff", "top"})
    void theHelpNamesThem(String command) {
        assertThat(run.run(command, "--help")).isZero();
        assertThat(run.output())
                .contains("--focus", "--ignore", "--hide", "--show", "--show_from", "--tagfocus", "--tagignore")
                .contains("--prune_from", "regular expression", "TRIBUTARY_FOCUS");
    }
}
