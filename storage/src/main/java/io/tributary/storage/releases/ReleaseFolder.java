package io.tributary.storage.releases;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.storage.Release;
import io.tributary.storage.ReleaseStore;
import io.tributary.storage.StoreException;
import io.tributary.storage.coding.CorruptDataException;
import io.tributary.storage.files.PlainFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The releases in a folder, which is made with the first one. A service's are in a folder that is called after a hash of its name, so that any
 * name will do. A file is written under another name and moved when it is whole. Which there are is read once.
 */
public final class ReleaseFolder implements ReleaseStore {
    private static final Logger LOG = LoggerFactory.getLogger(ReleaseFolder.class);
    private static final String ENDING = ".release";
    private static final String UNFINISHED = ".unfinished";

    /** A release and where it is. */
    private record Entry(Release release, Path file) {}

    private final Path folder;
    /** By service, the newest first. */
    private final Map<String, List<Entry>> known = new HashMap<>();

    /**
     * The releases in a folder.
     *
     * @param folder need not be there yet
     */
    public ReleaseFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public synchronized void put(Release release, byte[] content) {
        List<Entry> entries = entries(release.service());
        Optional<Release> newest = newest(release.service(), release.parameters());
        if (newest.isPresent() && newest.get().digest().equals(release.digest())) {
            return;
        }
        // One more than the newest, whatever the clock says: the order of files is the order in which they were handed
        // out.
        long number = entries.isEmpty() ? 1 : number(entries.getFirst().file) + 1;
        Path home = home(release.service());
        Path file = home.resolve(String.format(Locale.ROOT, "%012d", number) + ENDING);
        try {
            Files.createDirectories(home);
            write(file, new ReleaseFile(release, content).write());
        } catch (IOException e) {
            throw failure("write", e);
        }
        List<Entry> now = new ArrayList<>();
        now.add(new Entry(release, file));
        for (Entry entry : entries) {
            boolean isReplaced = entry.release.digest().equals(release.digest())
                    && entry.release.parameters().equals(release.parameters());
            if (isReplaced) {
                PlainFiles.deleteQuietly(entry.file);
            } else {
                now.add(entry);
            }
        }
        while (now.size() > MOST) {
            PlainFiles.deleteQuietly(now.remove(leastMissed(now)).file);
        }
        known.put(release.service(), List.copyOf(now));
    }

    /** The oldest of the question that has most, so that what is asked often does not push out what is asked seldom. */
    private static int leastMissed(List<Entry> newestFirst) {
        Map<SortedMap<String, String>, Integer> count = new HashMap<>();
        newestFirst.forEach(entry -> count.merge(entry.release.parameters(), 1, Integer::sum));
        int most = Collections.max(count.values());
        int oldest = newestFirst.size() - 1;
        while (count.getOrDefault(newestFirst.get(oldest).release.parameters(), 0) < most) {
            oldest--;
        }
        return oldest;
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + UNFINISHED);
        try (FileChannel channel = FileChannel.open(
                unfinished,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE)) {
            ByteBuffer rest = ByteBuffer.wrap(bytes);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        } catch (IOException e) {
            PlainFiles.deleteQuietly(unfinished);
            throw e;
        }
        Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public synchronized List<Release> list(String service) {
        return entries(service).stream().map(Entry::release).toList();
    }

    @Override
    public synchronized Optional<byte[]> content(String service, String digest) {
        for (Entry entry : entries(service)) {
            if (entry.release.digest().equals(digest)) {
                return read(entry.file).map(ReleaseFile::content);
            }
        }
        return Optional.empty();
    }

    private List<Entry> entries(String service) {
        List<Entry> entries = known.get(service);
        if (entries == null) {
            entries = load(service);
            if (!entries.isEmpty()) {
                // Of names that are asked for and have none, nothing is remembered.
                known.put(service, entries);
            }
        }
        return entries;
    }

    private List<Entry> load(String service) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (Path file : files(home(service))) {
                read(file)
                        .filter(read -> read.release().service().equals(service))
                        .ifPresent(read -> entries.add(new Entry(read.release(), file)));
            }
        } catch (IOException e) {
            throw failure("read", e);
        }
        entries.sort((a, b) -> Long.compare(number(b.file), number(a.file)));
        return List.copyOf(entries);
    }

    /** Empty also when it is damaged, which costs the others nothing. */
    private static Optional<ReleaseFile> read(Path file) {
        try {
            return Optional.of(ReleaseFile.read(Files.readAllBytes(file)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw failure("read", e);
        } catch (CorruptDataException e) {
            LOG.warn("{} is damaged and left out: {}; restore a snapshot, or delete it", file, e.getMessage());
            return Optional.empty();
        }
    }

    private static long number(Path file) {
        String name = String.valueOf(file.getFileName());
        return Long.parseLong(name.substring(0, name.length() - ENDING.length()));
    }

    private Path home(String service) {
        byte[] bytes = service.getBytes(UTF_8);
        return folder.resolve(HexFormat.of().formatHex(ReleaseFile.sha256(bytes, bytes.length), 0, 16));
    }

    private static List<Path> files(Path folder) throws IOException {
        return PlainFiles.entries(folder, "*" + ENDING).stream()
                .filter(file -> String.valueOf(file.getFileName()).matches("\\d{12}\\" + ENDING))
                .toList();
    }

    /** Has each release in another folder too, by hard links where the file system has them. */
    public void copyTo(Path other) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        for (Path home : PlainFiles.entries(folder, "*")) {
            if (Files.isDirectory(home)) {
                Path copy = Files.createDirectories(other.resolve(String.valueOf(home.getFileName())));
                for (Path file : files(home)) {
                    PlainFiles.link(file, copy.resolve(String.valueOf(file.getFileName())));
                }
            }
        }
    }

    private static StoreException failure(String what, IOException e) {
        return PlainFiles.failure(what + " a release", e);
    }
}
