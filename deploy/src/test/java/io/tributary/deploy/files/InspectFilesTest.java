package io.tributary.deploy.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Header;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class InspectFilesTest {
    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    static List<String> profiles() {
        return TestData.profiles();
    }

    @ParameterizedTest
    @MethodSource("profiles")
    void everyRealProfileHasSomethingToSay(String name) {
        String file = TestData.path(name).toString();

        assertThat(run.run("inspect", file)).isZero();

        assertThat(run.errors()).isEmpty();
        assertThat(run.output()).startsWith(file).contains("samples ", "locations ", "functions ", "mappings ", "odd ");
        for (long total : TestData.profile(name).totals()) {
            assertThat(run.output()).contains("total " + total);
        }
    }

    @Test
    void itSaysWhatTheProfileSays() {
        assertThat(run.run("inspect", TestData.path("shop/v1/heap.4.pb.gz").toString()))
                .isZero();

        // Each of these facts is one that go tool pprof -raw of the file shows.
        assertThat(run.output().lines())
                .anyMatch(line -> line.matches(" +period +524288 space/bytes"))
                .anyMatch(line -> line.matches(
                        " +inuse_space/bytes, total \\d+ \\(shown by default\\)|" + " +inuse_space/bytes, total \\d+"))
                .anyMatch(line -> line.matches(" +samples +2570, stacks .* deep on average, \\d+ at most"))
                .anyMatch(line -> line.matches(" +labels +bytes: \\d+ values on 2567 samples, .*"));
    }

    @Test
    void whatIsOddIsSaid() throws IOException {
        ProfileBuilder builder = new ProfileBuilder(1);
        int mapping = builder.mapping(0x1000, 0x2000, 0, "/bin/\u001b[2Jevil\nname", "", 0);
        int bare = builder.location(mapping, 0x1010, false);
        int other = builder.location(mapping, 0x1020, false);
        builder.sample(new int[] {bare}, new long[] {-3})
                .sample(new int[] {}, new long[] {4})
                .sample(new int[] {other}, new long[] {0});
        Header header = new Header(
                List.of(new ValueType("cpu", "nanoseconds")), null, 0, 0, 0, "", List.of("a comment"), "", "", "");
        Path file = Files.write(folder.resolve("odd.pb"), PprofEncoder.encode(builder.build(header), 0));

        assertThat(run.run("inspect", file.toString())).isZero();

        assertThat(run.output())
                .contains(
                        "when it was taken",
                        "how long",
                        "sampling period",
                        "no build id",
                        "1 of 3 samples are zero",
                        "1 of 3 samples have a negative value",
                        "1 of 3 samples have no stack",
                        "2 of 2 locations have an address and no function",
                        "a comment")
                .doesNotContain("\u001b")
                .contains("evil?name");
    }

    @Test
    void aBrokenFileIsNamedAndTheOthersAreShown() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken"), "nothing of the kind");
        String fine = TestData.path("etcd/mutex.1.pb.gz").toString();

        assertThat(run.run("inspect", broken.toString(), fine)).isEqualTo(1);

        assertThat(run.errors().lines()).singleElement().asString().contains(broken.toString());
        assertThat(run.output()).startsWith(fine);
    }

    @Test
    void aFileHasToBeNamed() {
        assertThat(run.run("inspect")).isEqualTo(2);
        assertThat(run.errors()).contains("FILE", "--help");
    }
}
