package io.tributary.deploy.selfprofile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tributary.deploy.testing.Child;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A scrape of a process that ends: JFR begins nothing any more, which is no fault. */
class EndingProcessTest {
    /** Asks for profiles when the JVM has begun to end, and prints what comes of it. */
    static final class AsksWhileEnding {
        private AsksWhileEnding() {}

        public static void main(String[] args) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                System.out.println("allocations: " + outcome(() -> new AllocationProfile().now()));
                System.out.println(
                        "cpu: " + outcome(() -> new CpuProfile().record(Duration.ofMillis(10), new CountDownLatch(0))));
            }));
        }

        private interface Step {
            Object take() throws Exception;
        }

        private static String outcome(Step step) {
            try {
                return step.take().getClass().getSimpleName();
            } catch (Exception e) {
                return e.getClass().getSimpleName();
            }
        }
    }

    @Test
    void nothingThatBeginsWhileTheJvmEndsIsAFault(@TempDir Path folder) {
        String output = Child.run(
                folder,
                Map.of(),
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        AsksWhileEnding.class.getName()));
        assertThat(output.lines())
                .containsExactly("allocations: RecordingEndedException", "cpu: RecordingEndedException");
    }

    @Test
    void aClosedOneBeginsNothing() {
        AllocationProfile allocations = new AllocationProfile();
        allocations.close();
        assertThatExceptionOfType(RecordingEndedException.class).isThrownBy(allocations::now);
    }
}
