package io.tributary.deploy.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.TestData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class MergeFilesTest {
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

    private int merge(String... files) {
        List<String> arguments = new ArrayList<>(List.of("merge"));
        arguments.addAll(List.of(files));
        arguments.addAll(List.of("-o", output().toString()));
        return run.run(arguments.toArray(String[]::new));
    }

    static Stream<List<String>> mergeable() {
        return Stream.of(
                List.of("shop/v1/cpu.a1", "shop/v1/cpu.a2", "shop/v2/cpu.a1", "pyroscope/profile.b1"),
                List.of("shop/heap-sequence/heap.00", "shop/heap-sequence/heap.04", "etcd/heap.1", "shop/v1/allocs.6"),
                List.of("shop/v1/goroutine.6", "etcd/goroutine.1"),
                List.of("shop/v1/mutex.6", "prometheus/mutex.1", "shop/v1/mutex.24"),
                List.of("prometheus/block.1"),
                List.of("shop/v1/cpu.a1", "shop/v1/cpu.a1"));
    }

    @ParameterizedTest
    @MethodSource("mergeable")
    void filesMergeAsGoToolPprofMergesThem(List<String> names) {
        GoPprof.assumeThere();
        List<Path> files =
                names.stream().map(name -> TestData.path(name + ".pb.gz")).toList();

        assertThat(merge(files.stream().map(Path::toString).toArray(String[]::new)))
                .as(run.errors())
                .isZero();

        assertThat(GoPprof.raw(output())).isEqualTo(GoPprof.rawMerge(files));
        assertThat(run.errors()).isEmpty();
        assertThat(folder).isDirectoryContaining(file -> file.equals(output()));
    }

    @Test
    void theSameFilesGiveTheSameBytes() throws IOException {
        merge(CPU, OTHER_CPU);
        byte[] once = Files.readAllBytes(output());
        merge(CPU, OTHER_CPU);
        assertThat(output()).hasBinaryContent(once);
    }

    static Stream<Arguments> brokenFiles() throws IOException {
        byte[] cpu = Files.readAllBytes(Path.of(CPU));
        byte[] flipped = cpu.clone();
        flipped[cpu.length / 2] ^= 0x10;
        return Stream.of(
                arguments("truncated", Arrays.copyOf(cpu, cpu.length / 2), "fetch it again"),
                arguments("empty", new byte[0], "empty"),
                arguments("flipped", flipped, "gzip"),
                arguments("text", "<html>502 Bad Gateway</html>".getBytes(StandardCharsets.UTF_8), ""),
                arguments("trace", TestData.bytes("prometheus/trace.1.out"), "trace"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenFiles")
    void aBrokenFileIsNamedAndTheOthersAreMergedAsTheToolDoes(String name, byte[] content, String said)
            throws IOException {
        GoPprof.assumeThere();
        Path broken = Files.write(folder.resolve(name + ".pb.gz"), content);

        assertThat(merge(CPU, broken.toString(), OTHER_CPU)).isEqualTo(1);

        assertThat(run.errors().lines())
                .singleElement()
                .asString()
                .startsWith("tributary: " + broken)
                .contains(said);
        assertThat(GoPprof.raw(output()))
                .isEqualTo(GoPprof.rawMerge(List.of(Path.of(CPU), broken, Path.of(OTHER_CPU))));
    }

    @Test
    void everyFileThatCannotBeUsedIsNamed() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken"), "nothing of the kind");
        Path missing = folder.resolve("missing");

        assertThat(merge(broken.toString(), CPU, missing.toString(), folder.toString()))
                .isEqualTo(3);

        assertThat(run.errors().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).contains(broken.toString()))
                .anySatisfy(line -> assertThat(line).contains(missing.toString(), "no such file"))
                .anySatisfy(line -> assertThat(line).contains(folder.toString(), "is a folder"));
        assertThat(output()).exists();
    }

    @Test
    void withoutAnyProfileNothingIsWritten() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken"), "nothing of the kind");

        assertThat(merge(broken.toString(), broken.toString())).isEqualTo(1);

        assertThat(run.errors().lines()).hasSize(3).last().asString().contains("none of the files is a profile");
        assertThat(output()).doesNotExist();
    }

    @Test
    void profilesThatDoNotGoTogetherAreRefusedByName() throws IOException {
        Files.writeString(output(), "what was there");

        assertThat(merge(
                        CPU,
                        OTHER_CPU,
                        TestData.path("shop/v1/goroutine.6.pb.gz").toString()))
                .isEqualTo(1);

        assertThat(run.errors().lines()).singleElement().asString().contains("goroutine.6.pb.gz", CPU, "of one kind");
        assertThat(output()).hasContent("what was there");
    }

    @Test
    void whatCannotBeWrittenSaysSo() throws IOException {
        String nowhere = folder.resolve("no/such/out").toString();
        assertThat(run.run("merge", CPU, "-o", nowhere)).isEqualTo(3);
        assertThat(run.errors()).contains(nowhere).contains("folder");

        run.clear();
        assertThat(run.run("merge", CPU, "-o", folder.toString())).isEqualTo(3);
        assertThat(run.errors().lines()).singleElement().asString().contains(folder.toString(), "is a folder");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @Test
    void anExistingFileKeepsItsPermissionsAndALinkItsTarget() throws IOException {
        Path file = Files.writeString(folder.resolve("kept"), "old");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.createSymbolicLink(output(), file);

        assertThat(merge(CPU)).isZero();

        assertThat(output()).isSymbolicLink();
        assertThat(Files.readAllBytes(file)).startsWith(0x1f, 0x8b);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-rw-rw-");
    }

    @Test
    void theHelpSaysWhatHappensToABrokenFile() {
        assertThat(run.run("merge", "--help")).isZero();
        assertThat(run.output()).contains("FILE", "-o", "cannot be read", "exit code");
    }

    @Test
    void filesAndAnOutputHaveToBeNamed() {
        assertThat(run.run("merge", CPU)).isEqualTo(2);
        assertThat(run.errors()).contains("-o").contains("--help");
        run.clear();
        assertThat(run.run("merge", "-o", output().toString())).isEqualTo(2);
        assertThat(run.errors()).contains("FILE");
    }

    @Test
    void heapAndItsOtherColumnsAreOneKind() {
        assertThat(merge(HEAP, TestData.path("shop/v1/allocs.6.pb.gz").toString()))
                .isZero();
    }
}
