package io.tributary.api;

import io.tributary.api.captures.CapturesSource;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Captures as a test says; it remembers what it was asked for. */
final class ScriptedCaptures implements CapturesSource {
    final List<Wish> wishes = new CopyOnWriteArrayList<>();
    final List<Alert> alerts = new CopyOnWriteArrayList<>();
    volatile boolean running = true;
    volatile Asked answer = new Refused(Refusal.NO_TARGET, "no target", "none");
    volatile List<Told> told = List.of();
    volatile List<Capture> all = List.of();

    /** One that waits; of an instance of the shop. */
    static Capture waiting(String id) {
        return capture(id, State.WAITING, "", null, null, null);
    }

    static Capture done(String id, String trace) {
        return capture(id, State.DONE, "slow at noon", new Cause("Slow", "f00d", TestServer.NOW), trace, null);
    }

    static Capture failed(String id, String error) {
        return capture(id, State.FAILED, "", null, null, error);
    }

    private static Capture capture(
            String id,
            State state,
            String reason,
            @Nullable Cause alert,
            @Nullable String trace,
            @Nullable String error) {
        boolean isDone = state == State.DONE;
        @Nullable Instant over = state == State.WAITING ? null : TestServer.NOW.minusSeconds(1);
        return new Capture(
                id,
                isDone ? "cpu" : "goroutine",
                isDone ? 30 : 0,
                state,
                "shop",
                "web",
                new TreeMap<>(java.util.Map.of("job", "shop", "instance", "10.0.0.1:6060")),
                reason,
                alert,
                TestServer.NOW.minusSeconds(3),
                isDone ? TestServer.NOW.minusSeconds(2) : null,
                over,
                isDone ? 1234L : null,
                error,
                isDone ? "p1" : null,
                trace);
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public Future<Asked> ask(Wish wish) {
        wishes.add(wish);
        return Future.succeededFuture(answer);
    }

    @Override
    public Future<List<Told>> alerted(List<Alert> sent) {
        alerts.addAll(sent);
        return Future.succeededFuture(told);
    }

    @Override
    public List<Capture> list() {
        return all;
    }

    @Override
    public Optional<Capture> find(String id) {
        return all.stream().filter(capture -> capture.id().equals(id)).findFirst();
    }
}
