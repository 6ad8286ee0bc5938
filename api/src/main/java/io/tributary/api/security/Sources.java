package io.tributary.api.security;

import java.nio.file.Path;
import java.util.List;

/**
 * What a web configuration was read from: itself and the files it names.
 *
 * @param fingerprint of what was in them
 */
public record Sources(List<Path> files, String fingerprint) {
    public Sources {
        files = List.copyOf(files);
    }

    /** Whether one of them says something else now, or is there or not unlike before. Blocks. */
    public boolean haveChanged() {
        ReadFiles again = new ReadFiles();
        files.forEach(again::look);
        return !again.sources().fingerprint().equals(fingerprint);
    }
}
