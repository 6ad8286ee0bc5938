package io.tributary.deploy.files;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.profile.Profile;
import io.tributary.profile.merge.ProfileMerger;
import io.tributary.profile.testing.GoPprof;
import io.tributary.profile.testing.GoPreprofile;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.PprofEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PgoFilesTest {
    private static final List<String> SHOP =
            List.of("shop/v1/cpu.a1", "shop/v1/cpu.a2", "shop/v1/cpu.b1", "shop/v1/cpu.b2");

    private final CommandLineRun run = new CommandLineRun();

    @TempDir
    private Path folder;

    private static List<String> paths(List<String> names) {
        return names.stream()
                .map(name -> TestData.path(name + ".pb.gz").toString())
                .toList();
    }

    private int pgo(List<String> files, String output, String... flags) {
        run.clear();
        List<String> arguments = new ArrayList<>(List.of("pgo"));
        arguments.addAll(List.of(flags));
        arguments.addAll(files);
        arguments.addAll(List.of("-o", folder.resolve(output).toString()));
        return run.run(arguments.toArray(String[]::new));
    }

    private byte[] written(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    @Test
    void whatIsNotGoodEnoughIsNotWritten() {
        assertThat(pgo(paths(SHOP), "default.pgo")).isEqualTo(1);

        assertThat(run.errors())
                .startsWith("# PGO feedback for ")
                .contains("cpu.a1.pb.gz and 3 more: wait\n", "- made of 4 profiles of 4 instances")
                .contains("- wait, samples: ", "had nothing changed, two such profiles would overlap by")
                .contains(
                        "tributary: not good enough to build with (wait): the report says why; --gate=off writes it all the same");
        assertThat(folder.resolve("default.pgo")).doesNotExist();
    }

    @Test
    void theCompilerReadsOfItWhatItReadsOfPprofsMerge() throws IOException {
        GoPprof.assumeThere();
        assertThat(pgo(paths(SHOP), "edges.pgo", "--gate", "off", "--weight", "sum"))
                .as(run.errors())
                .isZero();
        assertThat(pgo(paths(SHOP), "full.pgo", "--gate=off", "--weight=sum", "--fidelity=full"))
                .isZero();
        List<String> backwards = new ArrayList<>(paths(SHOP));
        Collections.reverse(backwards);
        assertThat(pgo(backwards, "backwards.pgo", "--gate=off", "--weight=sum"))
                .isZero();
        Path merged = folder.resolve("by-go.pb.gz");
        List<String> arguments = new ArrayList<>(List.of("-proto", "-output=" + merged));
        arguments.addAll(paths(SHOP));
        assertThat(GoPprof.pprof(arguments).exitCode()).isZero();

        String text = GoPreprofile.text(Files.readAllBytes(merged)).orElseThrow();
        assertThat(text).contains("[go.shape.");
        assertThat(GoPreprofile.text(written("edges.pgo"))).contains(text);
        assertThat(GoPreprofile.text(written("full.pgo"))).contains(text);
        assertThat(written("backwards.pgo")).isEqualTo(written("edges.pgo"));
    }

    @Test
    void whileNothingMaterialChangesItIsTheOldOne() throws IOException {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            many.addAll(paths(SHOP));
        }
        assertThat(pgo(many, "old.pgo")).as(run.errors()).isZero();
        List<String> more = new ArrayList<>(many);
        more.addAll(paths(List.of("shop/v1/cpu.a1")));
        String old = folder.resolve("old.pgo").toString();

        assertThat(pgo(more, "same.pgo", "--base", old)).isZero();
        assertThat(run.errors()).contains("## Since " + old, "nothing material changed");
        assertThat(written("same.pgo")).isEqualTo(written("old.pgo"));

        more.addAll(
                Collections.nCopies(400, paths(List.of("go-compile/profile.5")).getFirst()));
        assertThat(pgo(more, "new.pgo", "--base", old, "--gate=off")).isZero();
        assertThat(run.errors()).doesNotContain("nothing material changed").contains("entered the hot set");
        assertThat(written("new.pgo")).isNotEqualTo(written("old.pgo"));
    }

    @Test
    void oneFileCanBeCapped() throws IOException {
        List<String> files = paths(List.of("shop/v1/cpu.a1", "go-compile/profile.1", "pyroscope/profile.a2"));
        assertThat(pgo(files, "edges.pgo", "--gate=off", "--max-share=0.34")).isZero();
        assertThat(run.errors()).containsPattern("the instance with the largest share has 3[34]\\.\\d %");
        assertThat(pgo(files, "full.pgo", "--gate=off", "--max-share=0.34", "--fidelity=full"))
                .isZero();
        GoPprof.assumeThere();
        assertThat(GoPreprofile.text(written("edges.pgo"))).isEqualTo(GoPreprofile.text(written("full.pgo")));
    }

    /** What is weighed is the rate: a file twice as long with twice as much says no more than the short one. */
    @Test
    void longProfilesCountLikeShortOnes() throws Exception {
        Profile one = TestData.profile("shop/v1/cpu.a1.pb.gz");
        Path twice = folder.resolve("twice.pb.gz");
        Files.write(twice, PprofEncoder.encode(ProfileMerger.merge(List.of(one, one)), 1));
        Path once = folder.resolve("once.pb.gz");
        Files.write(once, PprofEncoder.encode(ProfileMerger.merge(List.of(one)), 1));
        String other = paths(List.of("shop/v1/cpu.b1")).getFirst();

        assertThat(pgo(List.of(once.toString(), other), "short.pgo", "--gate=off"))
                .as(run.errors())
                .isZero();
        assertThat(pgo(List.of(twice.toString(), other), "long.pgo", "--gate=off"))
                .as(run.errors())
                .isZero();
        assertThat(written("long.pgo")).isEqualTo(written("short.pgo"));
        assertThat(pgo(List.of(twice.toString(), other), "sum.pgo", "--gate=off", "--weight=sum"))
                .isZero();
        assertThat(written("sum.pgo")).isNotEqualTo(written("short.pgo"));
    }

    @Test
    void saysWhatIsWrong() {
        assertThat(pgo(paths(List.of("shop/v1/heap.4")), "x.pgo")).isEqualTo(1);
        assertThat(run.errors())
                .contains("go build takes profiles with samples/count or cpu/nanoseconds", "inuse_space/bytes");
        assertThat(pgo(List.of("nowhere.pb.gz"), "x.pgo")).isEqualTo(3);
        assertThat(run.errors()).contains("nowhere.pb.gz: there is no such file");
        assertThat(pgo(paths(SHOP), "x.pgo", "--weight=equal")).isEqualTo(2);
        assertThat(run.errors()).contains("--weight=equal: there is ");
        assertThat(pgo(paths(SHOP), "x.pgo", "--max-share=2")).isEqualTo(2);
        assertThat(pgo(paths(SHOP), "x.pgo", "--base", "nowhere.pgo")).isEqualTo(3);
        assertThat(pgo(List.of(), "x.pgo")).isEqualTo(2);
        assertThat(folder.resolve("x.pgo")).doesNotExist();
    }
}
