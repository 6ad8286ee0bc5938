package io.tributary.collector.config;

/**
 * One thing that is wrong with a targets file.
 *
 * @param file as the user named it
 * @param line from 1, or 0 where the file as a whole is meant
 * @param column from 1, or 0 where the file as a whole is meant
 * @param message what is wrong and what to do; never a secret
 */
public record Problem(String file, int line, int column, String message) {
    @Override
    public String toString() {
        return line == 0 ? file + ": " + message : file + ":" + line + ":" + column + ": " + message;
    }
}
