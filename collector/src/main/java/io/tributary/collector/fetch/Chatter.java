package io.tributary.collector.fetch;

import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import java.util.function.Consumer;

/**
 * Counts what an answer does not need: it costs the event loop time and brings no byte of the profile, so that no limit on
 * bytes ends it. Event loop only.
 */
final class Chatter {
    /** More than any server has reason to send. */
    private static final int MOST_INTERIM = 16;

    private static final int MOST_CONTROL = 1_000;

    /** The server's pieces may be small to begin with, and on average not smaller than this. */
    private static final int FREE_CHUNKS = 10_000;

    private static final int SMALLEST_CHUNK = 64;

    private final Consumer<ScrapeException> fail;
    private int interim;
    private int control;
    private long chunks;

    Chatter(Consumer<ScrapeException> fail) {
        this.fail = fail;
    }

    /** Interim answers, 100 and 103; the other ones of 1xx are taken for the answer itself, and refused as such. */
    void watch(HttpClientRequest request) {
        request.continueHandler(_ -> interim());
        request.earlyHintsHandler(_ -> interim());
    }

    /** Settings and pings of HTTP/2. */
    void watch(HttpClientConnection connection) {
        connection.remoteSettingsHandler(_ -> control());
        connection.pingHandler(_ -> control());
    }

    /** @param received bytes in all chunks so far, this one's included */
    void chunk(long received) throws ScrapeException {
        chunks++;
        if (chunks > FREE_CHUNKS && received < chunks * SMALLEST_CHUNK) {
            throw tooMuch("the answer comes in crumbs: " + received + " bytes in " + chunks + " pieces");
        }
    }

    private void interim() {
        if (++interim > MOST_INTERIM) {
            fail.accept(tooMuch("more than " + MOST_INTERIM + " interim answers (1xx) before the answer"));
        }
    }

    private void control() {
        if (++control > MOST_CONTROL) {
            fail.accept(tooMuch("more than " + MOST_CONTROL + " settings and pings beside the answer"));
        }
    }

    private static ScrapeException tooMuch(String what) {
        return new ScrapeException(FailureReason.TOO_LARGE, what);
    }
}
