package io.tributary.storage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.storage.Labels;
import io.tributary.storage.OpenTrace;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoredTrace;
import io.tributary.storage.TimeRange;
import io.tributary.storage.TraceId;
import io.tributary.storage.TraceStore;
import io.tributary.storage.TraceTooLargeException;
import io.tributary.storage.selector.Selector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every store that keeps traces keeps to. An implementation's test extends it and says how its store is opened. */
public abstract class TraceContract {
    protected static final long NOON = Instant.parse("2026-03-01T12:00:00Z").toEpochMilli();
    protected static final long HOUR = 3_600_000;
    protected static final long DAY = 24 * HOUR;
    protected static final long MOST = 1 << 20;
    protected static final Map<String, String> ANNOTATIONS = Map.of("reason", "why not? ∂\n", "fingerprint", "");

    protected ProfileStore store = new MemoryStore();

    protected abstract ProfileStore open();

    @BeforeEach
    void openStore() {
        store = open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    protected static Origin origin(String service, String instance, long time) {
        return new Origin(service, "trace", Labels.of(Map.of("job", service, "instance", instance)), time);
    }

    protected static byte[] content(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    protected static Selection all() {
        return of(null, null, new TimeRange(Long.MIN_VALUE, Long.MAX_VALUE));
    }

    private static Selection of(@Nullable String service, @Nullable String selector, TimeRange range) {
        try {
            return new Selection(
                    service, null, selector == null ? List.of() : List.of(Selector.parse(selector)), range);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    protected static TraceStore.Put put(ProfileStore store, Origin origin, byte[] content) throws IOException {
        return store.traces().put(origin, 5_000_000_000L, ANNOTATIONS, new ByteArrayInputStream(content), MOST);
    }

    protected static byte[] read(ProfileStore store, TraceId id) throws IOException {
        try (OpenTrace trace = store.traces().open(id).orElseThrow()) {
            return trace.content().readAllBytes();
        }
    }

    private List<String> listed(Selection selection) {
        return store.traces().list(selection, 1_000, "").items().stream()
                .map(trace -> trace.origin().service() + "/"
                        + trace.origin().instance().get("instance") + "@"
                        + (trace.origin().timeMillis() - NOON) / HOUR)
                .toList();
    }

    @Test
    void aTraceComesBackAsItCame() throws IOException {
        for (int length : List.of(0, 1, 4_096, 700_001)) {
            byte[] content = content(length, length);
            TraceStore.Put put = put(store, origin("shop", "a", NOON + length), content);
            assertThat(put.added()).isTrue();
            assertThat(put.id().text()).matches("[A-Za-z0-9_-]+");
            assertThat(read(store, put.id())).isEqualTo(content);
            try (OpenTrace open = store.traces().open(put.id()).orElseThrow()) {
                assertThat(open.trace().origin()).isEqualTo(origin("shop", "a", NOON + length));
                assertThat(open.trace().bytes()).isEqualTo(length);
                assertThat(open.trace().durationNanos()).isEqualTo(5_000_000_000L);
                assertThat(open.trace().annotations()).isEqualTo(ANNOTATIONS);
                assertThat(store.traces().list(all(), 10, "").items()).contains(open.trace());
            }
        }
        assertThat(store.traces().open(new TraceId("nothing-of-ours"))).isEmpty();
        assertThat(store.traces().open(new TraceId("../../etc/passwd"))).isEmpty();
    }

    @Test
    void theSameTraceCountsOnce() throws Exception {
        byte[] content = content(1, 10_000);
        TraceStore.Put first = put(store, origin("shop", "a", NOON), content);
        assertThat(put(store, origin("shop", "a", NOON), content)).isEqualTo(new TraceStore.Put(first.id(), false));
        assertThat(put(store, origin("shop", "b", NOON), content).added()).isTrue();
        assertThat(put(store, origin("shop", "a", NOON + 1), content).added()).isTrue();
        assertThat(put(store, origin("shop", "a", NOON), content(2, 10_000)).added())
                .isTrue();
        try (var threads = Executors.newFixedThreadPool(4)) {
            Callable<TraceStore.Put> again = () -> put(store, origin("cart", "a", NOON), content);
            List<TraceStore.Put> puts = new ArrayList<>();
            for (Future<TraceStore.Put> each : threads.invokeAll(java.util.Collections.nCopies(16, again))) {
                puts.add(each.get());
            }
            assertThat(puts).filteredOn(TraceStore.Put::added).hasSize(1);
            assertThat(puts)
                    .extracting(TraceStore.Put::id)
                    .containsOnly(puts.getFirst().id());
        }
        assertThat(listed(all())).hasSize(5);
    }

    @Test
    void theSameBytesForAnotherReasonAreAnotherTrace() throws IOException {
        byte[] content = content(1, 10_000);
        TraceStore.Put first = put(store, origin("shop", "a", NOON), content);
        TraceStore.Put second = store.traces()
                .put(
                        origin("shop", "a", NOON),
                        5_000_000_000L,
                        Map.of("reason", "another", "long", "l".repeat(TraceStore.LONGEST_ANNOTATION)),
                        new ByteArrayInputStream(content),
                        MOST);
        assertThat(second.added()).isTrue();
        assertThat(store.traces().list(all(), 10, "").items())
                .extracting(StoredTrace::id)
                .containsExactlyInAnyOrder(first.id(), second.id());
    }

    @Test
    void theyAreListedByWhoseAndWhen() throws Exception {
        for (int hour : List.of(30, -5, 0, 7, 100)) {
            put(store, origin("shop", hour % 2 == 0 ? "a" : "b", NOON + hour * HOUR), content(hour, 10));
            put(store, origin("cart", "a", NOON + hour * HOUR + 1), content(hour, 10));
        }
        assertThat(listed(of("shop", null, all().range())))
                .containsExactly("shop/b@-5", "shop/a@0", "shop/b@7", "shop/a@30", "shop/a@100");
        assertThat(listed(of(null, "{instance=\"b\"}", all().range()))).containsExactly("shop/b@-5", "shop/b@7");
        assertThat(listed(of(null, null, new TimeRange(NOON, NOON + 7 * HOUR + 1))))
                .containsExactly("shop/a@0", "cart/a@0", "shop/b@7");
        assertThat(listed(of("nobody", null, all().range()))).isEmpty();
        List<StoredTrace> paged = new ArrayList<>();
        String cursor = "";
        do {
            Page<StoredTrace> page = store.traces().list(all(), 3, cursor);
            assertThat(page.items()).hasSizeLessThanOrEqualTo(3);
            paged.addAll(page.items());
            cursor = page.next();
        } while (cursor != null);
        assertThat(paged).isEqualTo(store.traces().list(all(), 100, "").items()).hasSize(10);
        assertThatThrownBy(() -> store.traces().list(all(), 3, "../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> store.traces().list(all(), 0, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatCannotBeKeptLeavesNothing() {
        TraceStore traces = store.traces();
        assertThatThrownBy(() -> traces.put(
                        origin("shop", "a", NOON),
                        0,
                        Map.of(),
                        new ByteArrayInputStream(content(1, (int) MOST + 1)),
                        MOST))
                .isInstanceOf(TraceTooLargeException.class)
                .hasMessageContaining(Long.toString(MOST));
        assertThatThrownBy(() -> traces.put(origin("shop", "a", NOON), 0, Map.of(), brokenAfter(300_000), MOST))
                .isInstanceOf(IOException.class)
                .hasMessage("connection reset");
        assertThatThrownBy(() -> traces.put(origin("", "a", NOON), 0, Map.of(), InputStream.nullInputStream(), MOST))
                .isInstanceOf(IllegalArgumentException.class);
        for (Map<String, String> annotations : List.of(
                Map.of("", "nameless"),
                Map.of("n".repeat(65), "long"),
                Map.of("reason", "r".repeat(TraceStore.LONGEST_ANNOTATION + 1)),
                Map.of("reason", "half a pair: \ud800"),
                IntStream.rangeClosed(0, TraceStore.MOST_ANNOTATIONS)
                        .boxed()
                        .collect(Collectors.toMap(i -> "name" + i, i -> "value")))) {
            assertThatThrownBy(() ->
                            traces.put(origin("shop", "a", NOON), 0, annotations, InputStream.nullInputStream(), MOST))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(listed(all())).isEmpty();
    }

    private static InputStream brokenAfter(int bytes) {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }

            @Override
            public int read(byte[] to, int offset, int length) throws IOException {
                throw new IOException("connection reset");
            }
        };
        return new SequenceInputStream(new ByteArrayInputStream(new byte[bytes]), broken);
    }

    @Test
    void deletedOnesAreGoneAndWhoReadsOneReadsItToItsEnd() throws IOException {
        byte[] content = content(3, 500_000);
        TraceStore.Put put = put(store, origin("shop", "a", NOON), content);
        put(store, origin("shop", "b", NOON + DAY), content);
        try (OpenTrace open = store.traces().open(put.id()).orElseThrow()) {
            assertThat(open.content().readNBytes(1_000)).hasSize(1_000);
            assertThat(store.traces().delete(of(null, "{instance=\"a\"}", all().range())))
                    .isEqualTo(1);
            assertThat(open.content().readAllBytes()).hasSize(499_000);
        }
        assertThat(store.traces().open(put.id())).isEmpty();
        assertThat(listed(all())).containsExactly("shop/b@24");
        assertThat(store.traces().delete(of("shop", null, new TimeRange(0, NOON))))
                .isZero();
    }

    @Test
    void aClosedStoreSaysSo() {
        TraceStore traces = store.traces();
        store.close();
        assertThatThrownBy(() -> traces.list(all(), 1, "")).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> traces.open(new TraceId("x"))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> put(store, origin("shop", "a", NOON), new byte[1]))
                .isInstanceOf(StoreException.class);
    }
}
