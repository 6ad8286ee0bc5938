package io.tributary.profile;

/**
 * What one number means: pprof's {@code ValueType}.
 *
 * @param type what is counted, for instance {@code cpu}, {@code samples}, {@code inuse_space}
 * @param unit in what, for instance {@code nanoseconds}, {@code count}, {@code bytes}
 */
public record ValueType(String type, String unit) {
    @Override
    public String toString() {
        return type + "/" + unit;
    }
}
