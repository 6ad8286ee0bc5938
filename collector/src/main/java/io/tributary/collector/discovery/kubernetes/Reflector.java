package io.tributary.collector.discovery.kubernetes;

import io.tributary.collector.config.KubernetesSdConfig.Selector;
import io.tributary.collector.discovery.DiscoveryMachinery;
import io.tributary.collector.discovery.Workers;
import io.tributary.collector.discovery.client.Answer;
import io.tributary.collector.discovery.client.Call;
import io.tributary.collector.discovery.client.Client;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a view told of one kind of object: lists them page by page, watches from there on, watches again when the server ends it
 * or the connection breaks, and lists again when the server does not know any more where it was. Event loop only.
 */
final class Reflector {
    /** Is told on the event loop. */
    interface Listener {
        /** The view has all there are. */
        void listed();

        void changed();

        /** The server answers as it should. */
        void works();

        void failed(String why);
    }

    /** A page of a list. */
    private record Page(String next, String version) {}

    private static final int PAGE = 500;
    private static final int GONE = 410;
    private static final int SHORTEST_WATCH = 240;
    private static final int LONGEST_WATCH = 300;
    private static final int LATE = 15;

    /** A watch that lasts as long was worth its while, even where nothing happened. */
    private static final long GOOD_NANOS = Duration.ofSeconds(5).toNanos();

    private final DiscoveryMachinery machinery;
    private final Client client;
    private final Workers workers;
    private final View view;
    private final Resource resource;
    private final String path;
    private final Listener listener;
    private final Retry retry;
    private @Nullable Call call;
    private String version = "";
    private boolean stopped;

    Reflector(
            DiscoveryMachinery machinery,
            Client client,
            Workers workers,
            View view,
            Resource resource,
            String namespace,
            Selector selector,
            Listener listener) {
        this.machinery = machinery;
        this.client = client;
        this.workers = workers;
        this.view = view;
        this.resource = resource;
        this.path = resource.path(namespace) + "?" + parameter("labelSelector", selector.label())
                + parameter("fieldSelector", selector.field());
        this.listener = listener;
        this.retry = new Retry(
                machinery.vertx(),
                machinery.options().firstRetry(),
                machinery.options().lastRetry());
    }

    void start() {
        list("", new ArrayList<>());
    }

    void stop() {
        stopped = true;
        retry.stop();
        if (call != null) {
            call.cancel();
        }
    }

    private void list(String next, List<JsonObject> before) {
        Call page = client.get(
                path + "limit=" + PAGE
                        + (next.isEmpty()
                                ? ""
                                : "&" + parameter("continue", next).replace("&", "")),
                Map.of(),
                machinery.options().maxBytes(),
                machinery.options().requestTimeout());
        call = page;
        page.answer().compose(answer -> read(answer, before)).onComplete(done -> listed(done, before));
    }

    private Future<Page> read(Answer answer, List<JsonObject> before) {
        if (!answer.isOk()) {
            return Future.failedFuture(
                    answer.status() == GONE ? new WatchEvents.Expired() : new IOException(refusal(answer)));
        }
        return workers.run(() -> {
            JsonObject list = new JsonObject(answer.body());
            String next = Json.text(Json.metadata(list), "continue");
            Json.objects(list, "items").forEach(object -> before.add(resource.reduced(object)));
            if (next.isEmpty()) {
                view.replace(resource, before);
            }
            return new Page(next, Json.text(Json.metadata(list), "resourceVersion"));
        });
    }

    private void listed(AsyncResult<Page> done, List<JsonObject> before) {
        if (stopped) {
            return;
        }
        if (done.failed()) {
            failed(done.cause());
            retry.later(this::start);
        } else if (!done.result().next().isEmpty()) {
            list(done.result().next(), before);
        } else {
            version = done.result().version();
            listener.works();
            listener.listed();
            watch();
        }
    }

    private void watch() {
        int seconds = ThreadLocalRandom.current().nextInt(SHORTEST_WATCH, LONGEST_WATCH);
        WatchEvents events = new WatchEvents(view, resource, machinery.options().maxBytes());
        long began = System.nanoTime();
        Call watch = client.stream(
                path + "watch=true&allowWatchBookmarks=true&resourceVersion=" + version + "&timeoutSeconds=" + seconds,
                Map.of(),
                Duration.ofSeconds(seconds + LATE),
                piece -> workers.run(() -> events.take(piece)).onComplete(this::progressed));
        call = watch;
        watch.accepted().onSuccess(_ -> listener.works());
        watch.answer().onComplete(done -> ended(done, System.nanoTime() - began));
    }

    private void progressed(AsyncResult<WatchEvents.Progress> done) {
        if (done.succeeded() && !done.result().version().isEmpty()) {
            version = done.result().version();
            retry.reset();
        }
        // Before what could not be read there may have been something that could.
        if (!stopped && (done.failed() || done.result().changed())) {
            listener.changed();
        }
    }

    private void ended(AsyncResult<Answer> done, long nanos) {
        if (stopped) {
            return;
        }
        if (nanos >= GOOD_NANOS) {
            retry.reset();
        }
        if (done.succeeded() && done.result().isOk()) {
            retry.later(this::watch);
        } else if (isExpired(done)) {
            retry.later(this::start);
        } else {
            failed(done.succeeded() ? new IOException(refusal(done.result())) : done.cause());
            retry.later(this::watch);
        }
    }

    private static boolean isExpired(AsyncResult<Answer> done) {
        return done.succeeded() ? done.result().status() == GONE : done.cause() instanceof WatchEvents.Expired;
    }

    private void failed(Throwable cause) {
        String why = cause instanceof DecodeException ? "the answer is no JSON" : String.valueOf(cause.getMessage());
        listener.failed(resource.word() + ": " + why);
    }

    /** With what the API server says of it, which is where it says what is forbidden to whom. */
    private static String refusal(Answer answer) {
        String said = "";
        try {
            said = Json.text(new JsonObject(answer.body()), "message");
        } catch (DecodeException | ClassCastException _) {
            // Not from the API server itself, or cut off.
        }
        return answer.refusal() + (said.isEmpty() ? "" : ": " + said);
    }

    private static String parameter(String name, String value) {
        return value.isEmpty() ? "" : name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8) + "&";
    }
}
