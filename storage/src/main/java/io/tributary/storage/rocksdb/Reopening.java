package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine while it is open, and opened again after its writes failed. Calls run side by side; {@link #close} waits for those under
 * way.
 */
final class Reopening implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Reopening.class);

    private final Folder folder;
    private final RocksStoreOptions options;
    private final Runnable beforeWrite;
    private final ReentrantReadWriteLock openness = new ReentrantReadWriteLock();
    private boolean closed;

    /** Null when it could not be opened again after its writes failed; guarded, as {@link #closed}, by {@link #openness}. */
    private @Nullable Running running;

    /**
     * Opens the engine.
     *
     * @throws io.tributary.storage.StoreOpenException as {@link Engine#open}
     */
    Reopening(Folder folder, RocksStoreOptions options, Runnable beforeWrite) {
        this.folder = folder;
        this.options = options;
        this.beforeWrite = beforeWrite;
        this.running = Running.open(folder, options, beforeWrite);
    }

    /**
     * Calls with the engine; any thread may.
     *
     * @throws StoreException when it is closed, for now or for good; and what the call throws
     */
    <T> T with(Function<Running, T> call) {
        openness.readLock().lock();
        try {
            if (closed) {
                throw new StoreException("the store is closed");
            }
            if (running == null) {
                throw new StoreException(
                        folder.path() + " could not be opened again after a failed write; it is tried every second");
            }
            return call.apply(running);
        } finally {
            openness.readLock().unlock();
        }
    }

    /**
     * Calls while nobody else does, unless it is closed or somebody is there for longer than this waits.
     *
     * @return whether it called
     */
    boolean alone(Duration patience, Consumer<Running> call) {
        try {
            if (!openness.writeLock().tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                return false;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
        try {
            if (closed || running == null) {
                return false;
            }
            call.accept(running);
            return true;
        } finally {
            openness.writeLock().unlock();
        }
    }

    /** Makes the log durable, and opens the engine again where its writes fail. To be called every second. */
    void keepOpen() {
        try {
            if (writesFail() && folder.hasRoomFor(2 * options.writeBufferBytes())) {
                openAgain();
            }
        } catch (StoreException e) {
            LOG.warn("{}", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean writesFail() {
        openness.readLock().lock();
        try {
            if (running != null) {
                running.syncLog();
            }
            return !closed && (running == null || running.engine().writesFail());
        } finally {
            openness.readLock().unlock();
        }
    }

    /**
     * RocksDB does not reliably write again by itself once its log met a full disk, so it is opened anew when there is
     * room again. Until then it answers questions.
     */
    private void openAgain() throws InterruptedException {
        // Questions under way are not kept waiting behind this for long: the next second is as good.
        if (!openness.writeLock().tryLock(1, TimeUnit.SECONDS)) {
            return;
        }
        try {
            boolean isDamaged = running != null && running.engine().isDamaged();
            if (running != null) {
                running.close();
                running = null;
            }
            if (isDamaged) {
                running = Running.openAroundDamage(folder, options, beforeWrite);
                LOG.warn(
                        "{} has a damaged file and is not compacted until it is opened next; what is not in that file is"
                                + " answered and stored. 'tributary verify' names it: restore a snapshot",
                        folder.path());
            } else {
                running = Running.open(folder, options, beforeWrite);
                LOG.info("{} was opened again after a failed write", folder.path());
            }
        } finally {
            openness.writeLock().unlock();
        }
    }

    @Override
    public void close() {
        openness.writeLock().lock();
        try {
            if (!closed) {
                closed = true;
                if (running != null) {
                    running.close();
                    running = null;
                }
            }
        } finally {
            openness.writeLock().unlock();
        }
    }
}
