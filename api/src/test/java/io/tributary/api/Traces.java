package io.tributary.api;

import io.tributary.storage.Labels;
import io.tributary.storage.OpenTrace;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredTrace;
import io.tributary.storage.TraceId;
import io.tributary.storage.TraceStore;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Stored traces to ask for. */
final class Traces {
    private Traces() {}

    static Origin origin(String service, String type, int minutesAgo) {
        Labels labels = Labels.of(Map.of("job", service, "instance", "10.0.0.1:6060", "age", minutesAgo + "m"));
        return new Origin(
                service,
                type,
                labels,
                TestServer.NOW.minus(Duration.ofMinutes(minutesAgo)).toEpochMilli());
    }

    /** Gives the trace's id. */
    static String put(ProfileStore store, Origin origin, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        return store.traces()
                .put(origin, 5_000_000_000L, Map.of("reason", "slow"), new ByteArrayInputStream(bytes), bytes.length)
                .id()
                .text();
    }

    /** A store of one trace, whose id is {@code t1}. */
    static ProfileStore of(long bytes, InputStream content) {
        StoredTrace trace =
                new StoredTrace(new TraceId("t1"), origin("shop", "trace", 5), 0, new TreeMap<>(), bytes, "cafe");
        TraceStore one = new TraceStore() {
            @Override
            public Optional<OpenTrace> open(TraceId id) {
                return Optional.of(new OpenTrace(trace, content));
            }

            @Override
            public Put put(
                    Origin origin,
                    long durationNanos,
                    Map<String, String> annotations,
                    InputStream from,
                    long mostBytes) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Page<StoredTrace> list(Selection selection, int limit, String cursor) {
                throw new UnsupportedOperationException();
            }

            @Override
            public long delete(Selection selection) {
                throw new UnsupportedOperationException();
            }
        };
        return new HeldProfiles() {
            @Override
            public TraceStore traces() {
                return one;
            }
        };
    }
}
