package io.tributary.collector.discovery;

import java.util.List;
import java.util.function.Consumer;

/** One way in which a job's targets are found. Any thread may call it. */
public interface Discovery extends AutoCloseable {
    /**
     * Begins to look. From now on {@code onChange} gets, each time something changed, every group that is known, on the
     * collector's event loop, never concurrently. Nothing comes before something was found out: an empty list says that there
     * are no targets. What fails keeps its last good groups. To be called once.
     */
    void start(Consumer<List<TargetGroup>> onChange);

    /** How it goes. A snapshot, from memory. */
    DiscoveryStatus status();

    /** Ends it. {@code onChange} is not called any more once this returns. Calling it again changes nothing. */
    @Override
    void close();
}
