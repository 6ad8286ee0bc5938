package io.tributary.api;

import io.tributary.api.status.Lifecycle;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A daemon whose file says what a test wants, and that counts what it is asked for. */
final class ScriptedLifecycle implements Lifecycle {
    final AtomicInteger reloads = new AtomicInteger();
    final AtomicInteger quits = new AtomicInteger();
    volatile boolean enabled;
    volatile List<String> problems = List.of();
    volatile @Nullable Refusal lastError;

    @Override
    public Configuration configuration() {
        return new Configuration("t.yaml", "scrape_configs: []\n", TestServer.NOW.minusSeconds(60), lastError);
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public Future<List<String>> reload() {
        reloads.incrementAndGet();
        return Future.succeededFuture(problems);
    }

    @Override
    public void quit() {
        quits.incrementAndGet();
    }
}
