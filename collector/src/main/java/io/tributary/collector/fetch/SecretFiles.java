package io.tributary.collector.fetch;

import io.tributary.collector.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What secrets say. A file is looked at when it is needed, at most every two seconds and by one thread at a time, and read
 * again when it is another one than before. Any thread may call it; nothing blocks.
 */
final class SecretFiles {
    private static final int LARGEST = 1 << 20;
    private static final int MOST = 4_096;
    private static final long FRESH_NANOS = Duration.ofSeconds(2).toNanos();

    /** A file that was written this recently may be written once more without its time of change telling. */
    private static final long SETTLED_MILLIS = 2_000;

    /** What tells one state of a file from another. A mounted Kubernetes secret changes by becoming another file. */
    private record Stamp(
            FileTime changed, long size, @Nullable Object fileKey) {
        static Stamp of(Path path) throws IOException {
            BasicFileAttributes file = Files.readAttributes(path, BasicFileAttributes.class);
            if (!file.isRegularFile() || file.size() > LARGEST) {
                throw new IOException("no file of at most 1 MiB");
            }
            return new Stamp(file.lastModifiedTime(), file.size(), file.fileKey());
        }

        boolean isSettled() {
            return System.currentTimeMillis() - changed.toMillis() > SETTLED_MILLIS;
        }
    }

    /** @param settled whether the stamp alone says that the text is still the file's */
    private record Content(Stamp stamp, boolean settled, String text) {}

    /** @param checked when the look at the file began, by the nanosecond clock */
    private record Entry(Future<Content> content, long checked) {}

    private final Vertx vertx;
    private final Map<Path, Entry> entries = new Recent<>(MOST);

    SecretFiles(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A secret of one line; blanks around it are not part of it. Fails with a {@link ScrapeException}. */
    Future<String> line(Secret secret) {
        return switch (secret) {
            case Secret.Inline(String value) -> Future.succeededFuture(value);
            case Secret.InFile(Path path) ->
                text(path).compose(text -> {
                    String word = text.strip();
                    return word.isEmpty() || word.chars().anyMatch(c -> c < ' ' || c == 0x7f)
                            ? Future.failedFuture(unusable(path, "must hold one line"))
                            : Future.succeededFuture(word);
                });
        };
    }

    /** A secret as it is, of any number of lines; the same object while its file is the same. */
    Future<String> text(Secret secret) {
        return switch (secret) {
            case Secret.Inline(String value) -> Future.succeededFuture(value);
            case Secret.InFile(Path path) -> text(path);
        };
    }

    private synchronized Future<String> text(Path path) {
        long now = System.nanoTime();
        Entry entry = entries.get(path);
        if (entry == null || entry.content.failed() || isStale(entry, now)) {
            Content before = entry == null ? null : entry.content.result();
            entry = new Entry(vertx.executeBlocking(() -> read(path, before), false), now);
            entries.put(path, entry);
        }
        return entry.content
                .map(Content::text)
                .recover(_ -> Future.failedFuture(unusable(path, "must be readable and of at most 1 MiB")));
    }

    private static boolean isStale(Entry entry, long now) {
        return entry.content.isComplete() && now - entry.checked > FRESH_NANOS;
    }

    private static Content read(Path path, @Nullable Content before) throws IOException {
        Stamp stamp = Stamp.of(path);
        if (before != null && before.settled && before.stamp.equals(stamp)) {
            return before;
        }
        byte[] bytes;
        try (InputStream in = Files.newInputStream(path)) {
            bytes = in.readNBytes(LARGEST);
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        boolean settled = stamp.isSettled() && stamp.equals(Stamp.of(path));
        return new Content(stamp, settled, before != null && before.text.equals(text) ? before.text : text);
    }

    private static ScrapeException unusable(Path path, String what) {
        return new ScrapeException(
                FailureReason.CREDENTIALS, "a file with a secret cannot be used: " + path + " " + what);
    }
}
