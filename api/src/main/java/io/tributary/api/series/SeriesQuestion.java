package io.tributary.api.series;

import io.tributary.storage.Selection;
import java.util.List;

/**
 * What is to be plotted.
 *
 * @param selection which profiles
 * @param grid in which steps
 * @param by labels of targets, a series for each combination of their values
 * @param sampleType which value, by its name; empty for the last one
 */
record SeriesQuestion(Selection selection, Grid grid, List<String> by, String sampleType) {
    SeriesQuestion {
        by = List.copyOf(by);
    }
}
