package io.tributary.storage.rocksdb;

import io.tributary.storage.StoreException;
import io.tributary.storage.releases.ReleaseFolder;
import io.tributary.storage.traces.TraceFolder;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A copy of a store while it is made: in a folder beside the one it will be, and moved there once it is whole. What is left
 * of one that was not finished is taken away by the next of that name.
 */
final class SnapshotFolder {
    private SnapshotFolder() {}

    /**
     * @param store the store's own folder
     * @param target the copy's, which must not be there
     * @param engine makes the engine's part in the folder it is given, which is not there yet
     * @param traces are copied too
     * @param releases are copied too
     * @throws StoreException when the target is there or cannot be written; nothing is left of it then
     */
    static void make(Folder store, Path target, Consumer<Path> engine, TraceFolder traces, ReleaseFolder releases) {
        Path absolute = target.toAbsolutePath().normalize();
        Path parent = absolute.getParent();
        if (parent == null || Files.exists(absolute, LinkOption.NOFOLLOW_LINKS)) {
            throw new StoreException(
                    "a snapshot cannot be made in " + target + ": it is there already; name a new folder");
        }
        if (!Files.isDirectory(parent)) {
            throw new StoreException(
                    "a snapshot cannot be made in " + target + ": there is no folder " + parent + "; make it first");
        }
        if (isWithin(parent, store.path()) && !isWithin(parent, store.path().resolve(Folder.SNAPSHOTS))) {
            throw new StoreException("a snapshot cannot be made in " + target
                    + ": it is within the store's own folder; name one beside it, or in its folder "
                    + Folder.SNAPSHOTS);
        }
        Path unfinished = absolute.resolveSibling(absolute.getFileName() + ".unfinished");
        try {
            delete(unfinished);
            Files.createDirectory(unfinished);
            engine.accept(unfinished.resolve(Folder.ENGINE));
            traces.copyTo(unfinished.resolve(Folder.TRACES));
            releases.copyTo(unfinished.resolve(Folder.RELEASES));
            Folder.writeFormat(unfinished);
            force(unfinished);
            Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE);
            force(parent);
        } catch (IOException e) {
            throw failure(target, e);
        } finally {
            deleteQuietly(unfinished);
        }
    }

    private static boolean isWithin(Path folder, Path store) {
        try {
            return folder.toRealPath().startsWith(store.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static StoreException failure(Path target, IOException e) {
        String reason = e instanceof FileSystemException of && of.getReason() != null
                ? of.getReason()
                : String.valueOf(e.getMessage());
        if (reason.contains("No space left")) {
            return new StoreException(
                    "a snapshot cannot be made in " + target + ": its disk is full; make space, or name another folder",
                    e);
        }
        if (e instanceof AtomicMoveNotSupportedException) {
            return new StoreException(
                    "a snapshot cannot be made in " + target
                            + ": it is where another disk is mounted; name a folder in it",
                    e);
        }
        return new StoreException(
                "a snapshot cannot be made in " + target + ": " + EngineFailure.oneLine(reason)
                        + "; mend that, or name another folder",
                e);
    }

    /** Makes a folder's entries survive the end of the machine. */
    static void force(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }

    private static void deleteQuietly(Path folder) {
        try {
            delete(folder);
        } catch (IOException _) {
            // It is not a snapshot by its name, and the next one takes it away.
        }
    }
}
