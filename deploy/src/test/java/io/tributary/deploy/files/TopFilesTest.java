package io.tributary.deploy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.TestData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TopFilesTest {
    private final CommandLineRun run = new CommandLineRun();

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
                arguments(List.of("-n", "5"), List.of("-nodecount=5"), List.of("shop/v1/cpu.a1", "shop/v2/cpu.b1")));
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

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0", "ten", "", "99999999999"})
    void aCountThatIsNoneIsWrongUsage(String count) {
        assertThat(run.run("top", "--nodecount=" + count, "any")).isEqualTo(2);
        assertThat(run.errors()).contains("--nodecount");
    }
}
