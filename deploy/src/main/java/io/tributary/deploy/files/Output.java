package io.tributary.deploy.files;

import io.tributary.deploy.cli.CommandException;
import io.tributary.deploy.cli.ExitCode;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.PprofEncoder;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.List;

/**
 * Where a command's answer goes. A file is there whole or not at all: what is written is a new file beside it, which then takes its
 * name.
 *
 * @param name as the user wrote it; {@link Source#STANDARD} is standard output
 */
record Output(String name) {
    private static final int GZIP_LEVEL = 6;

    /** Writes a profile as gzipped pprof. */
    void write(Profile profile) throws CommandException {
        write(PprofEncoder.encode(profile, GZIP_LEVEL));
    }

    /** Writes bytes as they are. */
    void write(byte[] bytes) throws CommandException {
        try {
            if (name.equals(Source.STANDARD)) {
                new FileOutputStream(FileDescriptor.out).write(bytes);
                return;
            }
            Path file = Path.of(name);
            if (Files.isDirectory(file)) {
                throw failure("is a folder; name a file", new IOException(name));
            }
            if (Files.exists(file) && !Files.isRegularFile(file)) {
                // A device or a pipe is written to, not replaced.
                Files.write(file, bytes);
            } else {
                replace(Files.exists(file) ? file.toRealPath() : file, bytes);
            }
        } catch (NoSuchFileException e) {
            throw failure("its folder is not there; make it first", e);
        } catch (AccessDeniedException e) {
            throw failure("may not be written; change its folder's permissions or name another", e);
        } catch (IOException | IllegalArgumentException e) {
            throw failure("cannot be written: " + e.getMessage(), e);
        }
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(
                "." + file.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            Files.write(part, bytes);
            if (Files.exists(file)) {
                keepPermissions(file, part);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static void keepPermissions(Path from, Path to) throws IOException {
        PosixFileAttributeView old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
        PosixFileAttributeView its = Files.getFileAttributeView(to, PosixFileAttributeView.class);
        if (old != null && its != null) {
            its.setPermissions(old.readAttributes().permissions());
        }
    }

    private CommandException failure(String problem, Exception cause) {
        return new CommandException(ExitCode.NOT_OPENED, List.of(name + ": " + problem), cause);
    }
}
