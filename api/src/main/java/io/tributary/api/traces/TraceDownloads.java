package io.tributary.api.traces;

import io.tributary.api.http.Answer;
import io.tributary.api.http.ETags;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Request;
import io.tributary.api.http.Text;
import io.tributary.api.query.FileNames;
import io.tributary.api.work.WorkerPool;
import io.tributary.storage.StoredTrace;
import io.tributary.storage.TraceId;
import io.tributary.storage.TraceStore;
import io.vertx.core.Future;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Sends stored traces as fast as clients take them: of each only what is on its way is in memory. Its methods are called on the server's
 * event loop.
 */
public final class TraceDownloads {
    /** At once; a client that stalls keeps its place until the idle timeout. */
    public static final int MOST = 32;

    private static final int RETRY_SECONDS = 5;

    private final Supplier<TraceStore> store;
    private final WorkerPool workers;
    private int running;

    /**
     * @param store asked on workers
     * @param workers with a queue of more than twice {@link #MOST}
     */
    public TraceDownloads(Supplier<TraceStore> store, WorkerPool workers) {
        this.store = store;
        this.workers = workers;
    }

    /** One trace; fails with a {@link Problem} when there is none of that name. Its file is closed when the request is over, however. */
    public Future<Answer> answer(Request request, TraceId id) {
        if (running >= MOST) {
            throw new Problem(
                            ProblemType.OVERLOADED,
                            MOST + " traces are being sent, as many as this server sends at once",
                            "Ask again in a moment, for fewer at once.")
                    .retryAfter(RETRY_SECONDS);
        }
        running++;
        TraceReader reader = new TraceReader(store, id);
        request.gone().onComplete(_ -> over(reader));
        return workers.run(reader::open, request.gone()).map(found -> answer(request, id, found, reader));
    }

    private void over(TraceReader reader) {
        running--;
        workers.run(() -> {
                    reader.close();
                    return true;
                })
                .onFailure(_ -> reader.close());
    }

    private Answer answer(Request request, TraceId id, Optional<StoredTrace> found, TraceReader reader) {
        StoredTrace trace = found.orElseThrow(() -> new Problem(
                ProblemType.UNKNOWN_TRACE,
                "id: there is no stored trace " + Text.shown(id.text()),
                "/api/v1/traces lists the ids; traces beyond the retention are gone."));
        String tag = ETags.of(trace.sha256());
        Answer answer = ETags.isKnown(request, tag)
                ? Answer.notModified()
                : Answer.ok(
                                "application/octet-stream",
                                // What has begun goes on: the end of the request closes the file, and that ends it.
                                new Answer.Streamed(trace.bytes(), () -> workers.run(reader::read)))
                        .with("Content-Disposition", "attachment; filename=\"" + FileNames.trace(trace.origin()) + '"');
        return answer.with("ETag", tag);
    }
}
