package io.tributary.deploy.files;

import io.tributary.profile.Profile;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Profiles of many sources, read ahead on a few threads and handed out one by one in the order of the sources. A bounded number of
 * files, and of their bytes, is held at a time. Used by one thread.
 */
final class SourceReader implements AutoCloseable {
    /** Bytes of files read ahead; a larger one is read alone. */
    private static final long MAX_BYTES_AHEAD = 16L << 20;

    private record Reading(Source source, long size, Future<Profile> profile) {}

    private final Iterator<Source> left;
    private final Queue<Reading> ahead = new ArrayDeque<>();
    private final ExecutorService threads;
    private final int maxAhead;
    private long bytesAhead;
    private Source current = new Source(Source.STANDARD);

    SourceReader(List<Source> sources) {
        int count = Math.min(Runtime.getRuntime().availableProcessors(), Math.max(1, sources.size()));
        left = sources.iterator();
        maxAhead = 2 * count;
        threads = Executors.newFixedThreadPool(
                count, task -> Thread.ofPlatform().daemon().name("read-profile").unstarted(task));
        readAhead(true);
    }

    private void readAhead(boolean evenIfLarge) {
        boolean one = evenIfLarge;
        while (left.hasNext() && ahead.size() < maxAhead && (one || bytesAhead < MAX_BYTES_AHEAD)) {
            Source source = left.next();
            long size = source.size();
            bytesAhead += size;
            ahead.add(new Reading(source, size, threads.submit(source::read)));
            one = false;
        }
    }

    boolean hasNext() {
        return !ahead.isEmpty();
    }

    /** The source whose profile, or failure, {@link #next} gave last. */
    Source source() {
        return current;
    }

    /** The next source's profile. After a failure the ones behind it can be had all the same. */
    Profile next() throws SourceException {
        Reading reading = ahead.remove();
        current = reading.source;
        try {
            Profile profile = reading.profile.get();
            bytesAhead -= reading.size;
            readAhead(ahead.isEmpty());
            return profile;
        } catch (ExecutionException e) {
            bytesAhead -= reading.size;
            readAhead(ahead.isEmpty());
            if (e.getCause() instanceof SourceException failure) {
                throw failure;
            }
            throw new IllegalStateException(current.shown(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading " + current.shown(), e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
