package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A process that works for ever, until it is killed. */
final class KilledProcess {
    private KilledProcess() {}

    /**
     * Kills it, mostly a while after it acknowledged something, and takes what it printed until it was dead.
     *
     * @param main has a main method
     * @param mayBeEarly whether it may be before that too
     * @param what for messages
     * @param taker of its lines, of which the last one may be cut off; says of each whether it acknowledges something
     */
    static void run(
            Class<?> main,
            List<String> arguments,
            Random random,
            boolean mayBeEarly,
            String what,
            Predicate<String> taker)
            throws Exception {
        Process process = start(main, arguments);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> {
            read(process, line -> {
                if (taker.test(line)) {
                    begun.countDown();
                }
            });
            begun.countDown();
        });
        if (mayBeEarly && random.nextInt(5) == 0) {
            // Perhaps while it opens the store.
            process.waitFor(random.nextInt(1_500), TimeUnit.MILLISECONDS);
        } else {
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
            process.waitFor(random.nextInt(800), TimeUnit.MILLISECONDS);
        }
        assertThat(process.isAlive()).as("the process fails by itself, " + what).isTrue();
        // By its handle: destroying the process object would close the pipe, and what is in it would be lost.
        process.toHandle().destroyForcibly();
        reading.get(60, TimeUnit.SECONDS);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    }

    private static Process start(Class<?> main, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-Xmx400m",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private static void read(Process process, Consumer<String> taker) {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                taker.accept(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Does something again and again on a thread of its own; the process ends when that fails. */
    static void forEver(Runnable step) {
        Thread.ofPlatform()
                .uncaughtExceptionHandler((_, failure) -> {
                    failure.printStackTrace();
                    Runtime.getRuntime().halt(1);
                })
                .start(() -> {
                    while (true) {
                        step.run();
                    }
                });
    }
}
