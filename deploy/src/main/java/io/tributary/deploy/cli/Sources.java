package io.tributary.deploy.cli;

import java.util.List;

/**
 * Files and what they are compared with.
 *
 * @param files at least one
 * @param base files whose merge is taken off, at least one
 * @param plain whether equal samples cancel each other, as by pprof's {@code -base}, instead of both sides being kept, as by
 *     {@code -diff_base}
 * @param normalize whether the files are scaled to the base's totals first
 */
public record Sources(List<String> files, List<String> base, boolean plain, boolean normalize) {
    public Sources {
        files = List.copyOf(files);
        base = List.copyOf(base);
    }
}
