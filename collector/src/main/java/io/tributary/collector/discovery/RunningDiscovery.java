package io.tributary.collector.discovery;

import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** A discovery's life: started once, on the event loop, and closed there too. The kinds fill in what they do in between. */
public abstract class RunningDiscovery implements Discovery {
    private final DiscoveryMachinery machinery;
    private final AtomicReference<Consumer<List<TargetGroup>>> listener = new AtomicReference<>();
    private final Announcer announcer;

    /** @param place what is asked, to be shown; without credentials */
    protected RunningDiscovery(DiscoveryMachinery machinery, String job, String kind, String place) {
        this.machinery = machinery;
        this.announcer = new Announcer(machinery, job, kind, place, this::handOn);
    }

    /** Begins to look. Event loop; not called where it was closed before. */
    protected abstract void begin();

    /** Lets go of everything: timers, requests, threads. Event loop, once, also where {@link #begin} was never called. */
    protected abstract void end();

    private void handOn(List<TargetGroup> groups) {
        Consumer<List<TargetGroup>> onChange = listener.get();
        if (onChange != null) {
            onChange.accept(groups);
        }
    }

    protected final DiscoveryMachinery machinery() {
        return machinery;
    }

    protected final Vertx vertx() {
        return machinery.vertx();
    }

    protected final Announcer announcer() {
        return announcer;
    }

    @Override
    public final void start(Consumer<List<TargetGroup>> onChange) {
        if (!listener.compareAndSet(null, onChange)) {
            throw new IllegalStateException("a discovery starts once");
        }
        machinery.context().runOnContext(_ -> {
            if (!announcer.isClosed()) {
                begin();
            }
        });
    }

    @Override
    public final DiscoveryStatus status() {
        return announcer.status();
    }

    @Override
    public final void close() {
        if (announcer.close()) {
            machinery.context().runOnContext(_ -> end());
        }
    }
}
