package io.tributary.storage.rocksdb;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** Adds up the sizes of the files in a folder; one that cannot be looked at, as it vanishes, counts nothing. For one thread. */
final class FolderSize implements FileVisitor<Path> {
    private final Path leftOut;
    private long bytes;

    private FolderSize(Path leftOut) {
        this.leftOut = leftOut;
    }

    /** @param leftOut the name of a folder in it that does not count */
    static long of(Path folder, String leftOut) throws IOException {
        FolderSize size = new FolderSize(folder.resolve(leftOut));
        Files.walkFileTree(folder, size);
        return size.bytes;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
        return folder.equals(leftOut) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
        bytes += attributes.isRegularFile() ? attributes.size() : 0;
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) {
        return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
        return FileVisitResult.CONTINUE;
    }
}
