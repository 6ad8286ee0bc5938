package io.tributary.api.series;

import io.tributary.storage.Selection;
import java.util.List;

/**
 * What is to be plotted.
 *
 * @param selection which profiles
 * @param grid in which steps
 * @param by labels of targets, a series for each combination of their values
 * @param sampleTypes which value, by its name: the first of these that any profile has; an empty name, or none, is the last one
 */
record SeriesQuestion(Selection selection, Grid grid, List<String> by, List<String> sampleTypes) {
    SeriesQuestion {
        by = List.copyOf(by);
        sampleTypes = sampleTypes.isEmpty() ? List.of("") : List.copyOf(sampleTypes);
    }
}
