package io.tributary.deploy.selfprofile;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.ProfileBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingStream;

/**
 * The CPU time of this process for a while, by JFR. Where the JVM has it, the CPU-time sampler ({@code jdk.CPUTimeSample}, Linux, JDK
 * 25): each sample stands for the CPU time it says. Elsewhere {@code jdk.ExecutionSample}, which looks at running Java threads at
 * intervals: each sample stands for an interval.
 */
final class CpuProfile {
    private static final String CPU_TIME = "jdk.CPUTimeSample";
    private static final String EXECUTION = "jdk.ExecutionSample";
    /** Of a thread's CPU time. A collector with little to do uses a few ms of it a second: at Go's 10 ms nothing would be seen. */
    private static final Duration CPU_TIME_PERIOD = Duration.ofMillis(1);

    private static final Duration EXECUTION_PERIOD = Duration.ofMillis(10);
    private static final ValueType CPU = new ValueType("cpu", "nanoseconds");

    private final ProfileBuilder builder = new ProfileBuilder(2);
    private final JavaFrames frames = new JavaFrames(builder);

    /**
     * Records until the time is over or the latch is open. Blocks.
     *
     * @param enough opened to end early
     * @throws RecordingEndedException when someone else ended the recording, as JFR does with all of them when the process ends, or
     *     the process has begun to end
     */
    Profile record(Duration duration, CountDownLatch enough) throws InterruptedException, RecordingEndedException {
        boolean byCpuTime = System.getProperty("os.name").equals("Linux")
                && RecordingEndedException.unlessEnded(() -> isThere(CPU_TIME));
        Instant began;
        long nanos;
        try (RecordingStream recording = RecordingEndedException.unlessEnded(RecordingStream::new)) {
            if (byCpuTime) {
                recording.enable(CPU_TIME).with("throttle", CPU_TIME_PERIOD.toMillis() + "ms");
                recording.onEvent(CPU_TIME, event -> add(event, event.getDuration("samplingPeriod")));
            } else {
                recording.enable(EXECUTION).withPeriod(EXECUTION_PERIOD);
                recording.onEvent(EXECUTION, event -> add(event, EXECUTION_PERIOD));
            }
            RecordingEndedException.runUnlessEnded(recording::startAsync);
            // From here to the stop: what JFR itself takes to begin and to end is no time that was sampled.
            began = Instant.now();
            long start = System.nanoTime();
            boolean _ = enough.await(duration.toNanos(), TimeUnit.NANOSECONDS);
            nanos = System.nanoTime() - start;
            // Has every event of it handled: nobody adds to the builder after it.
            RecordingEndedException.runUnlessEnded(recording::stop);
        }
        return builder.build(new Header(
                List.of(new ValueType("samples", "count"), CPU),
                CPU,
                (byCpuTime ? CPU_TIME_PERIOD : EXECUTION_PERIOD).toNanos(),
                TimeUnit.SECONDS.toNanos(began.getEpochSecond()) + began.getNano(),
                nanos,
                "",
                List.of(byCpuTime ? CPU_TIME : EXECUTION),
                "",
                "",
                ""));
    }

    private static boolean isThere(String event) {
        return FlightRecorder.getFlightRecorder().getEventTypes().stream()
                .map(EventType::getName)
                .anyMatch(event::equals);
    }

    private void add(RecordedEvent event, Duration value) {
        RecordedStackTrace stack = event.getStackTrace();
        // A sample that failed has no stack; its time was spent all the same.
        int[] locations = stack == null ? new int[0] : frames.stack(stack.getFrames());
        builder.sample(locations, new long[] {1, value.toNanos()});
    }
}
