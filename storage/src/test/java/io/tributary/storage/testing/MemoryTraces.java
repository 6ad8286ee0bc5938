package io.tributary.storage.testing;

import io.tributary.storage.OpenTrace;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.Selection;
import io.tributary.storage.StoredTrace;
import io.tributary.storage.TraceId;
import io.tributary.storage.TraceStore;
import io.tributary.storage.TraceTooLargeException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Traces in memory. Safe for many threads. */
final class MemoryTraces implements TraceStore {
    private record Kept(StoredTrace trace, byte[] content) {}

    private final Runnable check;
    private final TreeMap<String, Kept> traces = new TreeMap<>();

    /** @param check throws when the store is closed */
    MemoryTraces(Runnable check) {
        this.check = check;
    }

    @Override
    public Put put(
            Origin origin, long durationNanos, Map<String, String> annotations, InputStream content, long mostBytes)
            throws IOException {
        check.run();
        check(annotations);
        if (origin.service().isEmpty() || origin.type().isEmpty()) {
            throw new IllegalArgumentException("a trace's service or type is empty");
        }
        byte[] bytes = content.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, mostBytes + 1));
        if (bytes.length > mostBytes) {
            throw new TraceTooLargeException(mostBytes);
        }
        String sha = sha256(bytes);
        TreeMap<String, String> sorted = new TreeMap<>(annotations);
        String name = String.format("%015d-", origin.timeMillis())
                + sha256((origin + "/" + durationNanos + "/" + sorted + "/" + sha).getBytes(StandardCharsets.UTF_8));
        TraceId id = new TraceId(name);
        StoredTrace trace = new StoredTrace(id, origin, durationNanos, sorted, bytes.length, sha);
        synchronized (traces) {
            return new Put(id, traces.putIfAbsent(name, new Kept(trace, bytes)) == null);
        }
    }

    private static void check(Map<String, String> annotations) {
        boolean isKept = annotations.size() <= MOST_ANNOTATIONS
                && annotations.entrySet().stream()
                        .allMatch(each -> each.getKey().matches("(?s).{1,64}")
                                && each.getValue().length() <= LONGEST_ANNOTATION
                                && StandardCharsets.UTF_8.newEncoder().canEncode(each.getKey() + each.getValue()));
        if (!isKept) {
            throw new IllegalArgumentException("annotations that cannot be kept");
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public Page<StoredTrace> list(Selection selection, int limit, String cursor) {
        check.run();
        if (limit < 1 || !cursor.matches("|[0-9]{15}-[0-9a-f]{64}")) {
            throw new IllegalArgumentException("no page of ours");
        }
        synchronized (traces) {
            List<StoredTrace> all = traces.tailMap(cursor, false).values().stream()
                    .map(Kept::trace)
                    .filter(trace -> isSelected(selection, trace.origin()))
                    .limit(limit + 1L)
                    .toList();
            return all.size() <= limit
                    ? new Page<>(all, null)
                    : new Page<>(all.subList(0, limit), all.get(limit - 1).id().text());
        }
    }

    private static boolean isSelected(Selection selection, Origin origin) {
        return (selection.service() == null || selection.service().equals(origin.service()))
                && (selection.type() == null || selection.type().equals(origin.type()))
                && selection.range().contains(origin.timeMillis())
                && (selection.anyOf().isEmpty()
                        || selection.anyOf().stream()
                                .anyMatch(selector -> selector.matches(origin.instance()::selected)));
    }

    @Override
    public Optional<OpenTrace> open(TraceId id) {
        check.run();
        synchronized (traces) {
            return Optional.ofNullable(traces.get(id.text()))
                    .map(kept -> new OpenTrace(kept.trace(), new ByteArrayInputStream(kept.content())));
        }
    }

    @Override
    public long delete(Selection selection) {
        check.run();
        synchronized (traces) {
            long before = traces.size();
            traces.values().removeIf(kept -> isSelected(selection, kept.trace().origin()));
            return before - traces.size();
        }
    }
}
