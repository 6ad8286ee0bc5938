package io.tributary.storage.rocksdb;

import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.rocksdb.LiveFileMetaData;
import org.rocksdb.Options;
import org.rocksdb.RocksDBException;
import org.rocksdb.SstFileReader;

/** Reads every block of every table file and compares it with its checksum. */
final class TableFiles {
    private TableFiles() {}

    /**
     * One file at a time, and not the whole at once, since RocksDB would name the first damaged one alone.
     *
     * @return the first and the last service and day of each file: known without reading it
     */
    static NavigableSet<ServiceDay> check(Engine engine, Verification verification) {
        NavigableSet<ServiceDay> days = new TreeSet<>();
        engine.withFilesKept(files -> {
            for (LiveFileMetaData file : files) {
                verification.files++;
                String family = new String(file.columnFamilyName(), StandardCharsets.UTF_8);
                Optional<ServiceDay> first = serviceDay(family, file.smallestKey());
                Optional<ServiceDay> last = serviceDay(family, file.largestKey());
                first.ifPresent(days::add);
                last.ifPresent(days::add);
                Path path = Path.of(file.path(), file.fileName());
                try (Options options = new Options();
                        SstFileReader reader = new SstFileReader(options)) {
                    reader.open(path.toString());
                    reader.verifyChecksum();
                } catch (RocksDBException e) {
                    verification.found(
                            path + " (" + family + " from " + text(first) + " to " + text(last) + ")",
                            "damaged: " + EngineFailure.oneLine(String.valueOf(e.getMessage())),
                            Verification.RESTORE);
                }
            }
        });
        return days;
    }

    private static String text(Optional<ServiceDay> day) {
        return day.map(ServiceDay::toString).orElse("where nobody knows");
    }

    private static Optional<ServiceDay> serviceDay(String family, byte[] bytes) {
        try {
            KeyBuffer key = KeyBuffer.reading(bytes);
            return switch (family) {
                case "profiles" -> Optional.of(ServiceDay.ofHour(key.getInt(), key.getText()));
                case "activity", "rollups" -> {
                    SeriesBucket series = SeriesBucket.read(key);
                    yield Optional.of(new ServiceDay(series.partition().day(), series.service()));
                }
                case "dictionary", "instances" -> Optional.of(new ServiceDay(key.getInt(), key.getText()));
                default -> Optional.empty();
            };
        } catch (BufferUnderflowException | IndexOutOfBoundsException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
