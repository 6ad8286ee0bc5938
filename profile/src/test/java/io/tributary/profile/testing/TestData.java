package io.tributary.profile.testing;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The real profiles in the project's {@code testdata/}, by paths relative to it. */
public final class TestData {
    private TestData() {}

    /** The folder itself, found by walking up from the working directory. */
    public static Path root() {
        Path start = Path.of("").toAbsolutePath();
        for (Path at = start; at != null; at = at.getParent()) {
            Path candidate = at.resolve("testdata");
            if (Files.isRegularFile(candidate.resolve("README.md"))) {
                return candidate;
            }
        }
        throw new IllegalStateException("there is no testdata/README.md in " + start + " or above");
    }

    public static Path path(String name) {
        return root().resolve(name);
    }

    public static byte[] bytes(String name) {
        try {
            return Files.readAllBytes(path(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Profile profile(String name) {
        try {
            return PprofDecoder.decode(bytes(name), DecodeLimits.DEFAULT);
        } catch (InvalidProfileException e) {
            throw new AssertionError(name + ": " + e.getMessage(), e);
        }
    }

    /** The names of all pprof files, sorted. */
    public static List<String> profiles() {
        Path root = root();
        return below(root).stream()
                .map(file -> root.relativize(file).toString().replace('\\', '/'))
                .toList();
    }

    /**
     * All pprof files there are: those of {@code testdata/}, and those of a folder {@code shared/corpus} beside the project
     * or above it, where somebody keeps more of them. Sorted.
     */
    public static List<Path> allFiles() {
        List<Path> files = new ArrayList<>(below(root()));
        for (Path at = root(); at != null; at = at.getParent()) {
            Path corpus = at.resolve("shared").resolve("corpus");
            if (Files.isRegularFile(corpus.resolve("README.md"))) {
                files.addAll(below(corpus));
                break;
            }
        }
        return files;
    }

    private static List<Path> below(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".pb.gz"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
