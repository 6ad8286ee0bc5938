package io.tributary.collector.discovery.file;

import io.tributary.collector.config.ConfigException;
import io.tributary.collector.config.TargetGroupsFile;
import io.tributary.collector.config.TargetGroupsFile.Group;
import io.tributary.collector.discovery.JsonGroups;
import io.tributary.collector.discovery.TargetGroup;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The files and what was last good in them. One thread at a time; reads files. */
final class FileScan {
    /**
     * What a look found.
     *
     * @param groups all that are known
     * @param errors one for each file that could not be used
     * @param hasNews whether a file was read, came or went
     */
    record Found(List<TargetGroup> groups, List<String> errors, boolean hasNews) {}

    /** What tells one content from another without reading it. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    private record Known(@Nullable Stamp stamp, List<TargetGroup> groups, String error) {}

    private final List<Path> patterns;
    private final int maxBytes;
    private Map<Path, Known> files = new TreeMap<>();
    private List<String> folderErrors = List.of();

    FileScan(List<Path> patterns, int maxBytes) {
        this.patterns = patterns;
        this.maxBytes = maxBytes;
    }

    /** @param all whether also to read what seems to be as it was */
    Found run(boolean all) {
        Map<Path, Known> now = new TreeMap<>();
        List<String> unreadable = new ArrayList<>();
        boolean hasNews = all;
        for (Path pattern : patterns) {
            for (Path file : matches(pattern, unreadable)) {
                Known before = files.get(file);
                Known after = now.containsKey(file) ? before : look(file, before, all);
                if (after != null) {
                    now.putIfAbsent(file, after);
                    hasNews |= !after.equals(before);
                }
            }
        }
        hasNews |= !now.keySet().equals(files.keySet()) || !unreadable.equals(folderErrors);
        files = now;
        folderErrors = unreadable;
        List<TargetGroup> groups = new ArrayList<>();
        List<String> errors = new ArrayList<>(unreadable);
        now.values().forEach(known -> {
            groups.addAll(known.groups());
            if (!known.error().isEmpty()) {
                errors.add(known.error());
            }
        });
        return new Found(groups, errors, hasNews);
    }

    /** The file as it is now, the last good groups where it is broken, or null where there is none. */
    private @Nullable Known look(Path file, @Nullable Known before, boolean all) {
        List<TargetGroup> last = before == null ? List.of() : before.groups();
        Stamp stamp = null;
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            stamp = new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
            if (before != null && !all && stamp.equals(before.stamp())) {
                return before;
            }
            return new Known(stamp, read(file), "");
        } catch (NoSuchFileException _) {
            return null;
        } catch (ConfigException e) {
            return new Known(stamp, last, String.valueOf(e.getMessage()));
        } catch (IOException | IllegalArgumentException e) {
            String why = e instanceof IOException ? "cannot be read: " + e : String.valueOf(e.getMessage());
            return new Known(stamp, last, file + ": " + why);
        }
    }

    private List<TargetGroup> read(Path file) throws IOException, ConfigException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(maxBytes);
            if (in.read() >= 0) {
                throw new IllegalArgumentException("larger than the " + maxBytes + " bytes allowed");
            }
        }
        List<Group> groups;
        if (file.toString().toLowerCase(Locale.ROOT).endsWith(".json")) {
            groups = JsonGroups.parse(bytes);
        } else {
            try {
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes))
                        .toString();
                groups = TargetGroupsFile.parse(file.toString(), text);
            } catch (CharacterCodingException e) {
                throw new IllegalArgumentException("this is not UTF-8 text", e);
            }
        }
        return JsonGroups.groups(file.toString(), "__meta_filepath", groups);
    }

    private List<Path> matches(Path pattern, List<String> unreadable) {
        Path name = pattern.getFileName();
        String text = name == null ? "" : name.toString();
        if (text.chars().noneMatch(c -> c == '*' || c == '?' || c == '[')) {
            return List.of(pattern);
        }
        Path parent = pattern.getParent();
        Path folder = parent == null ? Path.of("") : parent;
        // Prometheus knows no braces, and writes a negated range as [^a].
        String glob = text.replace("{", "\\{").replace("}", "\\}").replace("[^", "[!");
        List<Path> found = new ArrayList<>();
        try {
            PathMatcher matcher = folder.getFileSystem().getPathMatcher("glob:" + glob);
            try (DirectoryStream<Path> stream =
                    Files.newDirectoryStream(folder, file -> matcher.matches(file.getFileName()))) {
                stream.forEach(found::add);
            }
        } catch (NoSuchFileException | NotDirectoryException _) {
            return List.of();
        } catch (IOException | RuntimeException e) {
            unreadable.add(folder + ": cannot be looked into for " + text + ": " + e);
            files.keySet().stream()
                    .filter(file -> folder.equals(file.getParent()))
                    .forEach(found::add);
        }
        found.sort(null);
        return found;
    }
}
