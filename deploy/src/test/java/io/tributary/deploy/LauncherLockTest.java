package io.tributary.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher's build lock, in a source tree whose Maven and Java are a few lines of shell that leave a trace. */
class LauncherLockTest {
    private static final int DEADLINE_SECONDS = 60;

    @TempDir
    Path root;

    private final List<Process> started = new ArrayList<>();
    private final List<Path> outputs = new ArrayList<>();
    private Path launcher;
    private Path lock;

    @BeforeEach
    void aSourceTree() throws IOException {
        launcher = Files.copy(Path.of("..", "tributary"), root.resolve("tributary"));
        lock = Files.createDirectories(root.resolve("deploy/target")).resolve(".lock");
        Files.writeString(root.resolve("pom.xml"), "<project/>");
        Files.writeString(root.resolve("deploy/pom.xml"), "<project/>");
        script("mvnw", """
                echo begin >> builds
                until [ ! -e hold ]; do sleep 0.1; done
                mkdir -p deploy/target/tributary/lib
                : > deploy/target/tributary/lib/tributary-deploy-1.jar
                echo end >> builds
                """);
        script("jdk/bin/javac", "");
        script("jdk/bin/java", "echo started");
        Files.writeString(root.resolve("jdk/release"), "JAVA_VERSION=\"25\"\n");
    }

    @AfterEach
    void endWhatRuns() {
        started.forEach(process -> {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        });
    }

    private void script(String name, String lines) throws IOException {
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + lines);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    /** @param before shell code that runs before the launcher's, in the same shell */
    private Process launch(String before) throws IOException {
        Path output = Files.createTempFile(root, "output", ".txt");
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", before + "\n. \"$0\"", launcher.toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("TRIBUTARY_JAVA_HOME", root.resolve("jdk").toString());
        builder.environment().put("TRIBUTARY_AOT", "off");
        Process process = builder.start();
        started.add(process);
        outputs.add(output);
        return process;
    }

    private String output(Process process) {
        try {
            return Files.readString(outputs.get(started.indexOf(process)), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void awaitStart(Process process) throws InterruptedException {
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .as(() -> "ended; it said: " + output(process))
                .isTrue();
        assertThat(output(process)).endsWith("started\n");
        assertThat(process.exitValue()).isZero();
        assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    private void awaitOutput(Process process, String text) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(DEADLINE_SECONDS);
        while (!output(process).contains(text) && process.isAlive() && System.nanoTime() < deadline) {
            process.waitFor(50, TimeUnit.MILLISECONDS);
        }
        assertThat(output(process)).contains(text);
    }

    private static long deadProcess() throws Exception {
        Process process = new ProcessBuilder("true").start();
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        return process.pid();
    }

    @Test
    void aFirstStartBuildsAndASecondDoesNot() throws Exception {
        awaitStart(launch(""));
        awaitStart(launch(""));
        assertThat(root.resolve("builds")).hasContent("begin\nend");
    }

    @Test
    void aLockThatNamesNobodyIsTakenOver() throws Exception {
        Files.createDirectory(lock);
        awaitStart(launch(""));
    }

    @Test
    void aLockOfADeadProcessIsTakenOver() throws Exception {
        Files.createDirectory(lock);
        Files.writeString(lock.resolve("pid"), deadProcess() + "\n");
        awaitStart(launch(""));
    }

    @Test
    void aTakeoverThatWasKilledIsTakenOverToo() throws Exception {
        Path dead = Path.of(Long.toString(deadProcess()));
        Files.createSymbolicLink(lock, dead);
        Files.createSymbolicLink(lock.resolveSibling(".lock.clearing"), dead);
        awaitStart(launch(""));
    }

    @Test
    void aFolderThatCannotBeWrittenToIsSaid() throws Exception {
        Process process = launch("ln() { return 1; }");
        assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(3);
        assertThat(output(process)).startsWith("tributary: cannot write to ").endsWith("; make it writable\n");
    }

    @Test
    void aKilledBuildsLockIsTakenOver() throws Exception {
        Path hold = Files.createFile(root.resolve("hold"));
        Process killed = launch("");
        awaitOutput(killed, "builds");
        assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isTrue();
        killed.descendants().forEach(ProcessHandle::destroyForcibly);
        assertThat(killed.destroyForcibly().waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS))
                .isTrue();
        assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isTrue();
        Files.delete(hold);
        awaitStart(launch(""));
    }

    @Test
    void aLockOfAnotherUsersLivingProcessIsWaitedFor() throws Exception {
        Path hold = Files.createFile(root.resolve("hold"));
        Process builds = launch("");
        awaitOutput(builds, "builds");

        // What the shell's kill says of a process that may not be signalled.
        Process waits = launch("kill() { return 1; }");
        awaitOutput(waits, "waits for process " + builds.pid());
        Files.delete(hold);
        awaitStart(waits);

        assertThat(root.resolve("builds")).hasContent("begin\nend");
        assertThat(output(builds)).endsWith("started\n");
    }

    @Test
    void manyThatFindADeadLockBuildOnce() throws Exception {
        Files.createDirectory(lock);
        Files.writeString(lock.resolve("pid"), deadProcess() + "\n");
        List<Process> many = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            many.add(launch(""));
        }
        for (Process process : many) {
            assertThat(process.waitFor(DEADLINE_SECONDS, TimeUnit.SECONDS)).isTrue();
            assertThat(output(process)).endsWith("started\n");
        }
        assertThat(root.resolve("builds")).hasContent("begin\nend");
    }
}
