package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreOpenException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;

/**
 * The folder a store lives in: a file {@code FORMAT} that says which format it has, RocksDB's files in {@code rocksdb/}, and traces in {@code traces/}, releases in {@code releases/}. The format is
 * looked at before the engine touches anything.
 */
final class Folder {
    static final int FORMAT = 6;
    static final String ENGINE = "rocksdb";
    static final String TRACES = "traces";
    /** Copies of the store, made by who runs it; the store itself does not look at them. */
    static final String SNAPSHOTS = "snapshots";

    static final String RELEASES = "releases";
    private static final String FORMAT_FILE = "FORMAT";
    private static final String UNFINISHED_FORMAT_FILE = "FORMAT.new";
    private static final String PROBE_FILE = "probe";
    private static final int PROBE_BYTES = 64 << 10;
    private static final String PREFIX = "tributary ";

    private final Path path;

    private Folder(Path path) {
        this.path = path;
    }

    /**
     * @throws StoreOpenException when there is no such folder and none can be made, or it holds something else
     */
    static Folder open(Path path) {
        try {
            Files.createDirectories(path);
        } catch (FileAlreadyExistsException e) {
            throw new StoreOpenException(path + " is not a folder; name a folder for the data", e);
        } catch (IOException e) {
            throw new StoreOpenException(
                    path + " cannot be made (" + reason(e) + "); make it, or name another folder", e);
        }
        Folder folder = new Folder(path);
        folder.checkFormat();
        return folder;
    }

    /**
     * The folder of a store that is there.
     *
     * @throws StoreOpenException when it holds no store, or one that this version does not read
     */
    static Folder existing(Path path) {
        if (!Files.exists(path.resolve(FORMAT_FILE))) {
            throw new StoreOpenException(path + " holds no store; name the folder that the daemon keeps its data in");
        }
        Folder folder = new Folder(path);
        folder.checkFormat();
        return folder;
    }

    private void checkFormat() {
        Path file = path.resolve(FORMAT_FILE);
        try {
            String text = Files.readString(file).strip();
            if (!text.startsWith(PREFIX)) {
                throw new StoreOpenException(file + " is not Tributary's; name another folder for the data");
            }
            int format = parse(file, text.substring(PREFIX.length()));
            if (format < 1) {
                throw new StoreOpenException(
                        file + " names no format: '" + format + "'; restore a copy, or name another folder");
            }
            if (format < FORMAT) {
                throw new StoreOpenException(
                        path + " has format " + format + " of a version before the first release, which"
                                + " is read no more; name another folder for the data");
            }
            if (format > FORMAT) {
                throw new StoreOpenException(path + " has format " + format + ", this version knows formats up to "
                        + FORMAT + "; run the version that wrote it, or name another folder");
            }
        } catch (NoSuchFileException e) {
            begin();
        } catch (IOException e) {
            throw new StoreOpenException(file + " cannot be read (" + reason(e) + "); mend its permissions", e);
        }
    }

    private static int parse(Path file, String number) {
        try {
            return Integer.parseInt(number);
        } catch (NumberFormatException e) {
            throw new StoreOpenException(
                    file + " names no format: '" + (number.length() > 20 ? number.substring(0, 20) : number)
                            + "'; restore a copy, or name another folder",
                    e);
        }
    }

    private void begin() {
        Path unfinished = path.resolve(UNFINISHED_FORMAT_FILE);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                if (!entry.endsWith("lost+found") && !entry.equals(unfinished)) {
                    throw new StoreOpenException(path + " holds other files (" + entry.getFileName()
                            + "); name an empty folder for the data");
                }
            }
            writeFormat(path);
        } catch (IOException e) {
            throw new StoreOpenException(
                    path + " cannot be written to (" + reason(e)
                            + "); change its owner or permissions, or name another folder",
                    e);
        }
    }

    /** Says which format the store in a folder has. */
    static void writeFormat(Path path) throws IOException {
        Path unfinished = path.resolve(UNFINISHED_FORMAT_FILE);
        // A process that dies here must not leave half a file behind, which would be nobody's format.
        Files.writeString(unfinished, PREFIX + FORMAT + "\n");
        Files.move(unfinished, path.resolve(FORMAT_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    /** Whether so many bytes can be written here, as far as can be told without writing them. */
    boolean hasRoomFor(long bytes) {
        Path probe = path.resolve(PROBE_FILE);
        try {
            if (Files.getFileStore(path).getUsableSpace() < bytes) {
                return false;
            }
            Files.write(probe, new byte[PROBE_BYTES]);
            Files.delete(probe);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    Path releases() {
        return path.resolve(RELEASES);
    }

    Path traces() {
        return path.resolve(TRACES);
    }

    Path engine() {
        return path.resolve(ENGINE);
    }

    /**
     * Whether the engine's own folder holds data already. RocksDB takes a folder without its {@code CURRENT} file for an
     * empty one and deletes the rest, so it must not be asked to begin anew where there is a rest.
     */
    boolean hasData() {
        if (!Files.isDirectory(engine())) {
            return false;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(engine(), "*.{sst,log}")) {
            return files.iterator().hasNext();
        } catch (IOException e) {
            throw new StoreOpenException(engine() + " cannot be read (" + reason(e) + "); mend its permissions", e);
        }
    }

    Path path() {
        return path;
    }

    /** The size of all files but those of {@link #SNAPSHOTS}; what vanishes meanwhile is left out. */
    long bytes() {
        try {
            return FolderSize.of(path.toRealPath(), SNAPSHOTS);
        } catch (IOException e) {
            return 0;
        }
    }

    /** The size of the engine's log. */
    long logBytes() {
        try (DirectoryStream<Path> logs = Files.newDirectoryStream(engine(), "*.log")) {
            long bytes = 0;
            for (Path log : logs) {
                bytes += size(log);
            }
            return bytes;
        } catch (IOException | DirectoryIteratorException e) {
            return 0;
        }
    }

    private static long size(Path file) {
        try {
            return Files.isRegularFile(file) ? Files.size(file) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    private static String reason(IOException e) {
        String name = e.getClass().getSimpleName().replaceAll("Exception$", "");
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }
}
