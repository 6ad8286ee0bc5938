package io.tributary.storage.traces;

import io.tributary.storage.OpenTrace;
import io.tributary.storage.Origin;
import io.tributary.storage.Page;
import io.tributary.storage.Selection;
import io.tributary.storage.StoreException;
import io.tributary.storage.StoredTrace;
import io.tributary.storage.TraceId;
import io.tributary.storage.TraceStore;
import io.tributary.storage.TraceTooLargeException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.files.PlainFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The traces in a folder, which is made with the first one. A trace is written under another name and moved when it is whole, so
 * what is there is whole; what a process that died left is taken away by the next.
 */
public final class TraceFolder implements TraceStore {
    private static final Logger LOG = LoggerFactory.getLogger(TraceFolder.class);
    private static final int BUFFER_BYTES = 128 << 10;
    private static final String UNFINISHED = ".unfinished";
    private static final long LAST_MILLIS = 253_402_300_799_999L;

    private final TraceDays days;
    private final Path folder;
    private final AtomicLong puts = new AtomicLong();
    /** No trace of an earlier day is taken. */
    private volatile LocalDate firstDay = LocalDate.EPOCH;

    private volatile boolean closed;

    private TraceFolder(Path folder) {
        this.folder = folder;
        this.days = new TraceDays(folder);
    }

    /** The traces in a folder, which need not be there yet. */
    public static TraceFolder open(Path folder) {
        TraceFolder traces = new TraceFolder(folder);
        for (Path left : TraceDays.entries(folder, "*" + UNFINISHED)) {
            PlainFiles.deleteQuietly(left);
        }
        return traces;
    }

    @Override
    public Put put(
            Origin origin, long durationNanos, Map<String, String> annotations, InputStream content, long mostBytes)
            throws IOException {
        check();
        check(origin);
        SortedMap<String, String> sorted = Annotations.checked(annotations);
        Path unfinished = folder.resolve(puts.incrementAndGet() + UNFINISHED);
        try {
            TraceName name = write(unfinished, origin, durationNanos, sorted, content, mostBytes);
            return new Put(name.id(), publish(unfinished, name));
        } finally {
            PlainFiles.deleteQuietly(unfinished);
        }
    }

    private void check(Origin origin) {
        for (String name : List.of(origin.service(), origin.type())) {
            if (name.isEmpty()) {
                throw new IllegalArgumentException("a trace's service or type is empty; give it a name");
            }
        }
        if (origin.timeMillis() < 0 || origin.timeMillis() > LAST_MILLIS) {
            throw new IllegalArgumentException(
                    "time " + origin.timeMillis() + " ms is not between the years 1970 and 9999; mend the clock");
        }
        LocalDate day = new TraceName(origin.timeMillis(), "").day();
        if (day.isBefore(firstDay)) {
            throw new IllegalArgumentException("the trace is of " + day + ", traces from before " + firstDay
                    + " are kept no more; keep them longer with a longer retention");
        }
    }

    private TraceName write(
            Path file,
            Origin origin,
            long durationNanos,
            SortedMap<String, String> annotations,
            InputStream content,
            long mostBytes)
            throws IOException {
        MessageDigest sha = TraceFile.sha256();
        byte[] buffer = new byte[BUFFER_BYTES];
        long length = 0;
        try (FileChannel channel = create(file);
                OutputStream out = Channels.newOutputStream(channel)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                length += n;
                if (length > mostBytes) {
                    throw new TraceTooLargeException(mostBytes);
                }
                sha.update(buffer, 0, n);
                write(out, buffer, n);
            }
            byte[] facts = TraceFile.facts(origin, durationNanos, annotations, length, sha.digest());
            byte[] tail = TraceFile.tail(facts).array();
            write(out, tail, tail.length);
            force(channel);
            return TraceName.of(origin, facts);
        }
    }

    private FileChannel create(Path file) {
        try {
            Files.createDirectories(folder);
            return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    private static void write(OutputStream out, byte[] bytes, int length) {
        try {
            out.write(bytes, 0, length);
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    private static void force(FileChannel channel) {
        try {
            channel.force(true);
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    /** One at a time, so that of two that are the same one was first. */
    private synchronized boolean publish(Path unfinished, TraceName name) {
        Path file = days.file(name);
        try {
            if (Files.exists(file)) {
                return false;
            }
            Files.createDirectories(file.resolveSibling("."));
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
            return true;
        } catch (IOException e) {
            throw failure("write", e);
        }
    }

    @Override
    public Page<StoredTrace> list(Selection selection, int limit, String cursor) {
        check();
        if (limit < 1) {
            throw new IllegalArgumentException("a page of " + limit + " traces; ask for at least one");
        }
        Optional<TraceName> behind = TraceName.parse(cursor);
        if (!cursor.isEmpty() && behind.isEmpty()) {
            throw new IllegalArgumentException(
                    "the cursor is none of ours; take it from the page before, or leave it out");
        }
        List<StoredTrace> items = new ArrayList<>();
        for (LocalDate day : days.in(selection.range())) {
            for (TraceName name : days.names(day)) {
                if (!selection.range().contains(name.timeMillis())
                        || (behind.isPresent() && name.compareTo(behind.get()) <= 0)) {
                    continue;
                }
                Optional<StoredTrace> trace = described(name).filter(each -> isSelected(selection, each));
                if (trace.isPresent()) {
                    if (items.size() == limit) {
                        return new Page<>(items, items.getLast().id().text());
                    }
                    items.add(trace.get());
                }
            }
        }
        return new Page<>(items, null);
    }

    private static boolean isSelected(Selection selection, StoredTrace trace) {
        Origin origin = trace.origin();
        return (selection.service() == null || selection.service().equals(origin.service()))
                && (selection.type() == null || selection.type().equals(origin.type()))
                && (selection.anyOf().isEmpty()
                        || selection.anyOf().stream()
                                .anyMatch(selector -> selector.matches(origin.instance()::selected)));
    }

    /** Empty also when it is damaged, which costs the others nothing. */
    private Optional<StoredTrace> described(TraceName name) {
        try (FileChannel file = FileChannel.open(days.file(name), StandardOpenOption.READ)) {
            return Optional.of(TraceFile.read(file, name));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("read", e);
        } catch (CorruptDataException e) {
            LOG.warn("{} is damaged and left out: {}; restore a snapshot", days.file(name), e.getMessage());
            return Optional.empty();
        }
    }

    @Override
    @SuppressWarnings("MustBeClosedChecker") // closed below, or by whoever reads it
    public Optional<OpenTrace> open(TraceId id) {
        check();
        Optional<TraceName> name = TraceName.parse(id.text());
        if (name.isEmpty()) {
            return Optional.empty();
        }
        FileChannel file;
        try {
            file = FileChannel.open(days.file(name.get()), StandardOpenOption.READ);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("read", e);
        }
        try {
            StoredTrace trace = TraceFile.read(file, name.get());
            return Optional.of(new OpenTrace(trace, new CheckedContent(file, trace)));
        } catch (IOException | CorruptDataException e) {
            try (file) {
                throw new StoreException("trace " + id + " is damaged: " + e.getMessage() + "; restore a snapshot", e);
            } catch (IOException closing) {
                throw failure("read", closing);
            }
        }
    }

    @Override
    public long delete(Selection selection) {
        long deleted = 0;
        for (StoredTrace trace : list(selection, Integer.MAX_VALUE, "").items()) {
            TraceName name = TraceName.parse(trace.id().text()).orElseThrow();
            try {
                deleted += Files.deleteIfExists(days.file(name)) ? 1 : 0;
            } catch (IOException e) {
                throw failure("delete", e);
            }
        }
        return deleted;
    }

    /** The size of all of them. */
    public long bytes() {
        long bytes = 0;
        for (LocalDate day : days.all()) {
            for (TraceName name : days.names(day)) {
                try {
                    bytes += Files.size(days.file(name));
                } catch (NoSuchFileException e) {
                    LOG.trace("{} is gone by now", name.text());
                } catch (IOException e) {
                    throw failure("read", e);
                }
            }
        }
        return bytes;
    }

    /** The oldest day that has a trace, counted from the Unix epoch, or the largest number. */
    public int oldestDay() {
        return days.all().stream()
                .filter(day -> !days.names(day).isEmpty())
                .findFirst()
                .map(day -> (int) day.toEpochDay())
                .orElse(Integer.MAX_VALUE);
    }

    /**
     * Lets go of the traces of earlier days, and takes none of them from now on.
     *
     * @param epochDay counted from the Unix epoch
     * @return whether there were any
     */
    public boolean dropBefore(int epochDay) {
        LocalDate first = LocalDate.ofEpochDay(epochDay);
        if (first.isAfter(firstDay)) {
            firstDay = first;
        }
        boolean dropped = false;
        for (LocalDate day : days.all()) {
            if (day.isBefore(first)) {
                dropped |= !days.names(day).isEmpty();
                try {
                    days.delete(day);
                } catch (IOException e) {
                    throw failure("delete", e);
                }
            }
        }
        return dropped;
    }

    /** Has each trace in another folder too, by hard links where the file system has them. */
    public void copyTo(Path other) throws IOException {
        TraceDays copies = new TraceDays(other);
        for (LocalDate day : days.all()) {
            for (TraceName name : days.names(day)) {
                Path copy = copies.file(name);
                Files.createDirectories(copy.resolveSibling("."));
                PlainFiles.link(days.file(name), copy);
            }
        }
    }

    /**
     * Reads every trace and holds it against its digest.
     *
     * @param found is told which file, and what is wrong with it
     * @return how many were looked at
     */
    public long verify(BiConsumer<Path, String> found) {
        long looked = 0;
        for (LocalDate day : days.all()) {
            for (TraceName name : days.names(day)) {
                looked++;
                try (FileChannel file = FileChannel.open(days.file(name), StandardOpenOption.READ);
                        InputStream content = new CheckedContent(file, TraceFile.read(file, name))) {
                    content.transferTo(OutputStream.nullOutputStream());
                } catch (NoSuchFileException e) {
                    looked--;
                } catch (IOException | CorruptDataException e) {
                    found.accept(days.file(name), String.valueOf(e.getMessage()));
                }
            }
        }
        return looked;
    }

    /** Calls after it fail; what is being read may be read to its end. */
    public void close() {
        closed = true;
    }

    private void check() {
        if (closed) {
            throw new StoreException("the store is closed");
        }
    }

    static StoreException failure(String what, IOException e) {
        return PlainFiles.failure(what + " a trace", e);
    }
}
