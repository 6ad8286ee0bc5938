package io.tributary.collector.discovery.file;

import io.tributary.collector.config.FileSdConfig;
import io.tributary.collector.discovery.DiscoveryMachinery;
import io.tributary.collector.discovery.Rounds;
import io.tributary.collector.discovery.RunningDiscovery;
import io.tributary.collector.discovery.Workers;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;

/**
 * Looks at its files every few seconds and reads what has changed; after each refresh interval it reads all of them. The
 * system's own watches are not used: they see nothing of network file systems and of folders that come later.
 */
public final class FileDiscovery extends RunningDiscovery {
    private final Workers workers;
    private final FileScan scan;
    private final Rounds rounds;
    private final Duration poll;
    private final long refreshNanos;
    private long lastRead;
    private boolean everRead;

    public FileDiscovery(DiscoveryMachinery machinery, String job, FileSdConfig config) {
        super(
                machinery,
                job,
                config.kind(),
                config.files().stream().map(Path::toString).collect(Collectors.joining(", ")));
        Duration most = machinery.options().filePoll();
        this.poll = config.refreshInterval().compareTo(most) < 0 ? config.refreshInterval() : most;
        this.refreshNanos = config.refreshInterval().toNanos();
        this.workers = machinery.workers();
        this.scan = new FileScan(config.files(), machinery.options().maxBytes());
        this.rounds = new Rounds(machinery.vertx(), this::round);
    }

    @Override
    protected void begin() {
        rounds.start(poll);
    }

    @Override
    protected void end() {
        rounds.stop();
        workers.close();
    }

    private Future<?> round() {
        boolean all = !everRead || System.nanoTime() - lastRead >= refreshNanos;
        if (all) {
            everRead = true;
            lastRead = System.nanoTime();
        }
        return workers.run(() -> scan.run(all)).onComplete(done -> {
            if (done.failed()) {
                announcer().failed("the files could not be looked at: " + done.cause());
                return;
            }
            FileScan.Found found = done.result();
            if (found.errors().isEmpty()) {
                announcer().succeeded();
            } else if (found.hasNews()) {
                announcer().failed(String.join("\n", found.errors()));
            }
            if (found.hasNews()) {
                announcer().changed(found.groups());
            }
        });
    }
}
