package io.tributary.deploy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.TestData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class DiffFilesTest {
    private static final String CPU = TestData.path("shop/v1/cpu.a1.pb.gz").toString();

    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    private String output() {
        return folder.resolve("diff.pprof").toString();
    }

    /** Flags of ours, those of the tool, its name for the base, the files and the bases. */
    static Stream<Arguments> differences() {
        return Stream.of(
                arguments(List.of(), "-diff_base", List.of(), List.of("shop/v2/cpu.a1"), List.of("shop/v1/cpu.a1")),
                arguments(
                        List.of("--plain"),
                        "-base",
                        List.of(),
                        List.of("shop/heap-sequence/heap.04"),
                        List.of("shop/heap-sequence/heap.00")),
                arguments(
                        List.of("--normalize"),
                        "-diff_base",
                        List.of("-normalize"),
                        List.of("shop/v2/cpu.a1", "shop/v2/cpu.b1"),
                        List.of("shop/v1/cpu.a1", "shop/v1/cpu.b1")));
    }

    @ParameterizedTest
    @MethodSource("differences")
    void itIsWhatGoToolPprofComputes(
            List<String> flags, String baseFlag, List<String> toolsFlags, List<String> names, List<String> bases)
            throws IOException {
        GoPprof.assumeThere();
        List<String> ours = new ArrayList<>(List.of("diff"));
        ours.addAll(flags);
        Path expected = folder.resolve("expected.pb.gz");
        List<String> tools = new ArrayList<>(List.of("-proto", "-output=" + expected));
        tools.addAll(toolsFlags);
        List<String> mergeOfBases = new ArrayList<>(List.of("-proto", "-output=" + folder.resolve("bases.pb.gz")));
        for (String base : bases) {
            String file = TestData.path(base + ".pb.gz").toString();
            ours.addAll(List.of("--base", file));
            mergeOfBases.add(file);
        }
        // Of several bases go tool pprof takes the last alone.
        assertThat(GoPprof.pprof(mergeOfBases).exitCode()).isZero();
        tools.add(baseFlag + "=" + folder.resolve("bases.pb.gz"));
        for (String name : names) {
            ours.add(TestData.path(name + ".pb.gz").toString());
            tools.add(TestData.path(name + ".pb.gz").toString());
        }
        ours.addAll(List.of("-o", output()));
        GoPprof.Outcome outcome = GoPprof.pprof(tools);
        assertThat(outcome.exitCode()).as(outcome.errors()).isZero();

        assertThat(run.run(ours.toArray(String[]::new))).as(run.errors()).isZero();

        assertThat(GoPprof.raw(Path.of(output()))).isEqualTo(GoPprof.raw(expected));
    }

    @Test
    void aBaseOfAnotherKindIsRefusedByName() {
        String heap = TestData.path("shop/v1/heap.4.pb.gz").toString();

        assertThat(run.run("diff", "--base", heap, CPU, "-o", output())).isEqualTo(1);

        assertThat(run.errors().lines()).singleElement().asString().contains(CPU, heap, "of one kind");
        assertThat(Path.of(output())).doesNotExist();
    }

    @Test
    void aBrokenBaseIsNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken"), "nothing of the kind");

        assertThat(run.run("diff", "--base", broken.toString(), CPU, "-o", output()))
                .isEqualTo(1);

        assertThat(run.errors().lines()).singleElement().asString().contains(broken.toString());
    }

    @Test
    void whatIsMissingIsWrongUsage() {
        assertThat(run.run("diff", CPU, "-o", output())).isEqualTo(2);
        assertThat(run.run("diff", "--base", CPU, "-o", output())).isEqualTo(2);
        assertThat(run.run("diff", "--base", CPU, CPU)).isEqualTo(2);
        assertThat(run.errors().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains("--base FILE is missing"))
                .anySatisfy(line -> assertThat(line).contains("which FILE"))
                .anySatisfy(line -> assertThat(line).contains("-o OUT is missing"));
    }
}
