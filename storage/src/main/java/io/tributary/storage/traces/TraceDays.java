package io.tributary.storage.traces;

import io.tributary.storage.TimeRange;
import io.tributary.storage.files.PlainFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where which trace's file is: a folder for each day (UTC), so that a day goes as a folder. Other files there are left alone. */
final class TraceDays {
    private static final long LAST_MILLIS = 253_402_300_799_999L;

    private final Path folder;

    TraceDays(Path folder) {
        this.folder = folder;
    }

    Path file(TraceName name) {
        return folder(name.day()).resolve(name.text() + TraceName.SUFFIX);
    }

    private Path folder(LocalDate day) {
        return folder.resolve(day.toString());
    }

    /** In order. */
    List<LocalDate> all() {
        List<LocalDate> days = new ArrayList<>();
        for (Path entry : entries(folder, "*-*-*")) {
            day(entry).ifPresent(days::add);
        }
        days.sort(null);
        return days;
    }

    /** Those that a range meets. */
    List<LocalDate> in(TimeRange range) {
        LocalDate first = day(range.fromMillis());
        LocalDate last = day(range.toMillis() - 1);
        return all().stream()
                .filter(day -> !day.isBefore(first) && !day.isAfter(last))
                .toList();
    }

    private static LocalDate day(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(Math.clamp(millis, 0, LAST_MILLIS)), ZoneOffset.UTC);
    }

    private static Optional<LocalDate> day(Path entry) {
        try {
            return Optional.of(LocalDate.parse(String.valueOf(entry.getFileName())));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    /** A day's traces in order of time. */
    List<TraceName> names(LocalDate day) {
        List<TraceName> names = new ArrayList<>();
        for (Path entry : entries(folder(day), "*" + TraceName.SUFFIX)) {
            TraceName.ofFile(String.valueOf(entry.getFileName()))
                    .filter(name -> name.day().equals(day))
                    .ifPresent(names::add);
        }
        names.sort(null);
        return names;
    }

    /** What is in a folder; nothing where there is none. */
    static List<Path> entries(Path folder, String glob) {
        try {
            return PlainFiles.entries(folder, glob);
        } catch (NotDirectoryException e) {
            return List.of();
        } catch (IOException e) {
            throw TraceFolder.failure("read", e);
        }
    }

    /** Deletes a day's traces, and its folder unless something else is in it. */
    void delete(LocalDate day) throws IOException {
        for (TraceName name : names(day)) {
            Files.deleteIfExists(file(name));
        }
        if (entries(folder(day), "*").isEmpty()) {
            Files.deleteIfExists(folder(day));
        }
    }
}
