package io.tributary.storage.files;

import io.tributary.storage.StoreException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Files that come and go while others look at them. */
public final class PlainFiles {
    private static final Logger LOG = LoggerFactory.getLogger(PlainFiles.class);

    private PlainFiles() {}

    /** What is in a folder; nothing where there is none. */
    public static List<Path> entries(Path folder, String glob) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder, glob)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return entries;
    }

    /** Makes a hard link, or a copy where there are none; nothing where the file is gone by now. */
    public static void link(Path file, Path other) throws IOException {
        try {
            Files.createLink(other, file);
        } catch (NoSuchFileException | FileAlreadyExistsException e) {
            if (Files.exists(file) && !Files.exists(other)) {
                throw e;
            }
        } catch (IOException | UnsupportedOperationException e) {
            try {
                Files.copy(file, other);
            } catch (NoSuchFileException gone) {
                if (Files.exists(file)) {
                    throw gone;
                }
            }
        }
    }

    /** Deletes it where it is there; where it cannot, the log says so. */
    public static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} cannot be deleted: {}", file, e.getMessage());
        }
    }

    /**
     * The store's own word for a failure.
     *
     * @param what could not be done, for instance {@code write a trace}
     */
    public static StoreException failure(String what, IOException e) {
        String reason = String.valueOf(e.getMessage());
        return reason.contains("No space left")
                ? new StoreException("the store cannot " + what + ": its disk is full; make space", e)
                : new StoreException("the store cannot " + what + ": " + reason, e);
    }
}
