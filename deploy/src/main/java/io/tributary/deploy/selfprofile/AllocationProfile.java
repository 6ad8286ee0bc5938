package io.tributary.deploy.selfprofile;

import io.tributary.profile.Header;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.build.ProfileBuilder;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.SparseVector;
import io.tributary.profile.merge.VectorAccumulator;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedStackTrace;
import jdk.jfr.consumer.RecordingStream;
import org.jspecify.annotations.Nullable;

/**
 * What this process allocated since the first request for it, by JFR's {@code jdk.ObjectAllocationSample}: each sample stands for
 * the bytes that its thread allocated since the one before. Cumulative, as Go's {@code alloc_space} is. Safe for many threads.
 *
 * <p>Distinct stacks are kept in a dictionary; a process has a few thousand. Beyond {@link #MAX_STACKS} a sample counts for a stack
 * without frames, so that the total stays right and the memory bounded.
 */
final class AllocationProfile implements AutoCloseable {
    private static final String EVENT = "jdk.ObjectAllocationSample";
    private static final int MAX_STACKS = 50_000;
    private static final ValueType SPACE = new ValueType("alloc_space", "bytes");

    private final Dictionary dictionary = Dictionary.forMerging();
    private final VectorAccumulator sum = new VectorAccumulator(1, 0);
    private @Nullable RecordingStream recording;
    private boolean closed;

    /**
     * What was allocated until now; the first call begins to count and blocks while JFR starts. Lags by the second JFR tells in.
     *
     * @throws RecordingEndedException when this is closed, or the first call comes when the process has begun to end
     */
    synchronized Profile now() throws RecordingEndedException {
        if (closed) {
            throw new RecordingEndedException(new IllegalStateException("closed"));
        }
        if (recording == null) {
            recording = RecordingEndedException.unlessEnded(this::start);
        }
        return snapshot();
    }

    private RecordingStream start() {
        RecordingStream stream = new RecordingStream();
        stream.enable(EVENT).with("throttle", "100/s");
        stream.onEvent(EVENT, this::add);
        stream.startAsync();
        return stream;
    }

    private void add(RecordedEvent event) {
        ProfileBuilder sample = new ProfileBuilder(1);
        RecordedStackTrace stack = event.getStackTrace();
        boolean full = dictionary.mark().stacks() >= MAX_STACKS;
        int[] locations = stack == null || full ? new int[0] : new JavaFrames(sample).stack(stack.getFrames());
        sample.sample(locations, new long[] {event.getLong("weight")});
        synchronized (this) {
            sum.add(dictionary.intern(sample.build(header())).vector());
        }
    }

    private synchronized Profile snapshot() {
        SparseVector vector = sum.toVector();
        return dictionary.view().toMergedProfile(header(), vector, List.of());
    }

    private static Header header() {
        Instant now = Instant.now();
        return new Header(
                List.of(SPACE),
                new ValueType("space", "bytes"),
                0,
                TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano(),
                0,
                SPACE.type(),
                List.of(EVENT),
                "",
                "",
                "");
    }

    @Override
    public void close() {
        RecordingStream stream;
        synchronized (this) {
            closed = true;
            stream = recording;
            recording = null;
        }
        if (stream != null) {
            stream.close();
        }
    }
}
