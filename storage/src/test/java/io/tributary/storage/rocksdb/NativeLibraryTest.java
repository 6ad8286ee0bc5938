package io.tributary.storage.rocksdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.util.Environment;

class NativeLibraryTest {
    private static final String NAME = Environment.getJniLibraryFileName("rocksdb");

    @TempDir
    Path folder;

    @Test
    @SuppressWarnings("restricted") // loading a library is what is tested
    void standsWhereTheJvmLooksForIt() throws Exception {
        Path there = folder.resolve("native");

        NativeLibrary.unpackTo(there);

        assertThat(namesIn(there)).containsExactly(NAME);
        // The JVM loads it by its own rules for names and formats; a broken one throws.
        System.load(there.resolve(NAME).toString());
    }

    @Test
    void replacesWhatAnotherVersionLeft() throws Exception {
        Files.writeString(folder.resolve(NAME), "old");

        NativeLibrary.unpackTo(folder);

        assertThat(Files.size(folder.resolve(NAME))).isGreaterThan(1_000_000);
        assertThat(namesIn(folder)).containsExactly(NAME);
    }

    @Test
    void whatCannotBeWrittenIsSaid() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThatThrownBy(() -> NativeLibrary.unpackTo(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(file.toString());
    }

    private static List<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }
}
