package io.tributary.deploy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.profile.testing.GoPprof;
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

class TopFilesTest {
    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    /** Our flags, the tool's, and the files. */
    static Stream<Arguments> views() {
        return Stream.of(
                arguments(List.of(), List.of(), List.of("shop/v1/cpu.a1")),
                arguments(List.of("-n", "10"), List.of("-nodecount=10"), List.of("go-compile/profile.5")),
                arguments(List.of("--cum"), List.of("-cum"), List.of("pyroscope/profile.b1")),
                arguments(
                        List.of("--sample_index=alloc_space", "--cum", "-n", "7"),
                        List.of("-sample_index=alloc_space", "-cum", "-nodecount=7"),
                        List.of("shop/v1/heap.4")),
                arguments(List.of("--sample_index", "0"), List.of("-sample_index=0"), List.of("etcd/heap.1")),
                arguments(List.of(), List.of(), List.of("prometheus/goroutine.1")),
                arguments(List.of(), List.of(), List.of("prometheus/mutex.1")),
                arguments(List.of(), List.of(), List.of("shop/v1/mutex.6", "shop/v1/mutex.24")),
                arguments(List.of("-n", "5"), List.of("-nodecount=5"), List.of("shop/v1/cpu.a1", "shop/v2/cpu.b1")),
                arguments(List.of("--by=function"), List.of("-functions"), List.of("shop/v1/cpu.a1")),
                arguments(List.of("--by", "line"), List.of("-lines"), List.of("shop/v1/cpu.a1")),
                arguments(List.of("--by", "filefunctions"), List.of("-filefunctions"), List.of("etcd/heap.1")),
                arguments(
                        List.of("--by", "address", "-n", "20"),
                        List.of("-addresses", "-nodecount=20"),
                        List.of("shop/v1/cpu.a1")),
                arguments(List.of("--by", "addresses"), List.of("-addresses"), List.of("prometheus/mutex.1")),
                same(List.of("--focus=encoding/json"), "shop/v1/cpu.a1"),
                same(List.of("--focus=json|regexp", "--ignore", "reflect", "--cum"), "shop/v1/cpu.a1"),
                same(List.of("--hide=^runtime\\."), "go-compile/profile.5"),
                same(List.of("--show=/regexp/", "--show_from=(?i)HANDLE"), "shop/v1/cpu.a1"),
                same(List.of("--prune_from=json"), "shop/v1/cpu.a1", "shop/v2/cpu.b1"),
                same(List.of("--tagfocus=bytes=16b:4kb"), "shop/v1/heap.4"),
                same(List.of("--tagignore=1mb:", "--sample_index=alloc_space"), "shop/v1/heap.4"),
                same(List.of("--focus=nobody is called so"), "shop/v1/cpu.a1"));
    }

    /** With flags that both have. */
    private static Arguments same(List<String> flags, String... files) {
        return arguments(
                flags, flags.stream().map(flag -> flag.replaceFirst("^--", "-")).toList(), List.of(files));
    }

    @ParameterizedTest
    @MethodSource("views")
    void itIsWhatGoToolPprofShows(List<String> flags, List<String> toolsFlags, List<String> names) {
        GoPprof.assumeThere();
        List<String> files = names.stream()
                .map(name -> TestData.path(name + ".pb.gz").toString())
                .toList();
        List<String> ours = new ArrayList<>(List.of("top"));
        ours.addAll(flags);
        ours.addAll(files);
        List<String> tools = new ArrayList<>(List.of("-top"));
        tools.addAll(toolsFlags);
        tools.addAll(files);

        assertThat(run.run(ours.toArray(String[]::new))).as(run.errors()).isZero();

        assertThat(run.output()).isEqualTo(GoPprof.pprof(tools).output());
    }

    @Test
    void anUnknownSampleTypeNamesThoseThereAre() {
        String heap = TestData.path("etcd/heap.1.pb.gz").toString();

        assertThat(run.run("top", "--sample_index=cpu", heap)).isEqualTo(1);

        assertThat(run.errors()).contains("'cpu'", "alloc_objects, alloc_space, inuse_objects, inuse_space");
        assertThat(run.output()).isEmpty();
    }

    @Test
    void framesTheProfileDropsAreDroppedAsTheToolDoes() throws IOException {
        GoPprof.assumeThere();
        String file = FilteredFiles.droppingRuntime(folder);

        assertThat(run.run("top", file)).as(run.errors()).isZero();

        assertThat(run.output())
                .isEqualTo(GoPprof.pprof(List.of("-top", file)).output())
                .doesNotContain(" runtime.mallocgc");
    }

    @Test
    void sourceFilesAreThoseOfTheTool() {
        GoPprof.assumeThere();
        String file = TestData.path("shop/v1/cpu.a1.pb.gz").toString();

        assertThat(run.run("top", "--by=file", file)).as(run.errors()).isZero();

        // Files are one row for each of their functions there, in any order where both weigh the same.
        String theirs = GoPprof.pprof(List.of("-top", "-files", file)).output();
        assertThat(run.output().lines().map(TopFilesTest::withoutSum))
                .containsExactlyInAnyOrderElementsOf(
                        theirs.lines().map(TopFilesTest::withoutSum).toList());
    }

    private static String withoutSum(String line) {
        return line.replaceFirst("^( *[^ ]+ .{6}) .{6} ", "$1 ");
    }

    @Test
    void packagesAreShownByName() {
        String file = TestData.path("shop/v1/cpu.a1.pb.gz").toString();

        assertThat(run.run("top", "--by=package", file)).as(run.errors()).isZero();

        assertThat(run.output().lines())
                .filteredOn(line -> line.matches(".*% {2}encoding/json"))
                .hasSize(1);
        assertThat(run.output()).doesNotContain("json.(*");
    }

    @Test
    void anUnknownGranularityNamesThoseThereAre() {
        assertThat(run.run("top", "--by=lin", "any")).isEqualTo(2);
        assertThat(run.errors()).contains("--by", "'lin'", "filefunction", "package");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "ten", "", "99999999999"})
    void aCountThatIsNoneIsWrongUsage(String count) {
        assertThat(run.run("top", "--nodecount=" + count, "any")).isEqualTo(2);
        assertThat(run.errors()).contains("--nodecount");
    }
}
