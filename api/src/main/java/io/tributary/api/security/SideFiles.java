package io.tributary.api.security;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The files that a configuration names: certificates, keys, tokens.
 *
 * @param folder what relative names start from
 */
record SideFiles(Path folder, ReadFiles files) {
    /** The text of the file that a key names; null after adding a problem. */
    @Nullable
    String text(Section section, String key) {
        Path file;
        try {
            file = folder.resolve(section.text(key));
        } catch (InvalidPathException _) {
            section.problems().add(section.place(key), key + " is no file name");
            return null;
        }
        try {
            return files.text(file);
        } catch (IOException e) {
            section.problems().add(section.place(key), key + ": " + file + ": " + ReadFiles.why(file, e));
            return null;
        }
    }
}
