package io.tributary.collector.discovery;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands groups on, at most one update in each pause, and keeps account of it. Event loop only, but for {@link #status} and
 * {@link #close}.
 */
public final class Announcer {
    private static final Logger log = LoggerFactory.getLogger(Announcer.class);

    private final DiscoveryMachinery machinery;
    private final String job;
    private final String kind;
    private final String place;
    private final Object delivery = new Object();
    private final Consumer<List<TargetGroup>> onChange;
    private volatile DiscoveryStatus status;
    private volatile boolean closed;
    private @Nullable List<TargetGroup> delivered;
    private @Nullable Supplier<Future<List<TargetGroup>>> latest;
    private boolean busy;
    private long lastUpdate;

    Announcer(
            DiscoveryMachinery machinery, String job, String kind, String place, Consumer<List<TargetGroup>> onChange) {
        this.machinery = machinery;
        this.job = job;
        this.kind = kind;
        this.place = place;
        this.onChange = onChange;
        this.status = new DiscoveryStatus(job, kind, place, 0, 0, null, "", null);
        machinery.metrics().began(job, kind);
    }

    public DiscoveryStatus status() {
        return status;
    }

    public boolean isClosed() {
        return closed;
    }

    /** Something may have changed: what is known now is handed on soon, if it differs from what was handed on last. */
    public void changed(List<TargetGroup> groups) {
        changed(() -> Future.succeededFuture(groups));
    }

    /**
     * Something may have changed.
     *
     * @param groups gives every group, when it is time; however often this is called, it is asked once in each pause
     */
    public void changed(Supplier<Future<List<TargetGroup>>> groups) {
        latest = groups;
        schedule();
    }

    /** It is known how things are. */
    public void succeeded() {
        if (closed) {
            return;
        }
        Instant now = machinery.clock().instant();
        if (!status.lastError().isEmpty()) {
            log.info("{} discovery of job {} works again: {}", kind, job, place);
        }
        status =
                new DiscoveryStatus(job, kind, place, status.groups(), status.targets(), now, "", status.lastFailure());
        machinery.metrics().succeeded(job, kind, now);
    }

    /** It is not known how things are; what was known stays. Logged once for each reason. */
    public void failed(String why) {
        if (closed) {
            return;
        }
        if (!status.lastError().equals(why)) {
            log.warn("{} discovery of job {} keeps its {} targets: {}", kind, job, status.targets(), why);
        }
        status = new DiscoveryStatus(
                job,
                kind,
                place,
                status.groups(),
                status.targets(),
                status.lastSuccess(),
                why,
                machinery.clock().instant());
        machinery.metrics().failed(job, kind);
    }

    /** Nothing is handed on once this returns. Any thread; whether this was the first time. */
    boolean close() {
        synchronized (delivery) {
            if (closed) {
                return false;
            }
            closed = true;
            machinery.metrics().ended(job, kind, status.targets());
            return true;
        }
    }

    private void schedule() {
        if (busy || closed) {
            return;
        }
        busy = true;
        long rest = delivered == null ? 0 : machinery.options().pause().toNanos() - (System.nanoTime() - lastUpdate);
        if (rest <= 0) {
            collect();
        } else {
            machinery.vertx().setTimer(Math.max(1, rest / 1_000_000), _ -> collect());
        }
    }

    private void collect() {
        Supplier<Future<List<TargetGroup>>> groups = latest;
        latest = null;
        if (groups == null || closed) {
            busy = false;
            return;
        }
        groups.get().onComplete(known -> {
            busy = false;
            if (known.succeeded()) {
                deliver(known.result());
            } else {
                failed("an update failed: " + known.cause());
            }
            if (latest != null) {
                schedule();
            }
        });
    }

    private void deliver(List<TargetGroup> groups) {
        lastUpdate = System.nanoTime();
        if (groups.equals(delivered)) {
            return;
        }
        int targets = groups.stream().mapToInt(group -> group.targets().size()).sum();
        synchronized (delivery) {
            if (closed) {
                return;
            }
            machinery.metrics().updated(job, kind, targets - status.targets());
            status = new DiscoveryStatus(
                    job,
                    kind,
                    place,
                    groups.size(),
                    targets,
                    status.lastSuccess(),
                    status.lastError(),
                    status.lastFailure());
            delivered = groups;
            try {
                onChange.accept(groups);
            } catch (RuntimeException e) {
                log.error("an update of the {} discovery of job {} was not taken", kind, job, e);
            }
        }
    }
}
