package io.tributary.api.query;

import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.storage.IncompatibleProfilesException;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeOverflowException;
import io.tributary.storage.MergeResult;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;

/** The store's merge, timed, with its refusals as problems. Blocks: for workers. */
public final class Merger {
    private final ProfileStore store;
    private final Histogram duration;

    public Merger(ProfileStore store, PrometheusRegistry registry) {
        this.store = store;
        this.duration = Histogram.builder()
                .name("tributary_merge_duration_seconds")
                .help("Time the store took to merge the profiles of one question, by mode.")
                .labelNames("mode")
                .classicOnly()
                .classicUpperBounds(0.005, 0.025, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)
                .register(registry);
    }

    /**
     * Merges what is selected.
     *
     * @throws Problem when the selection mixes profiles that cannot be added up, has values beyond 64 bits, or would take too much memory
     */
    public MergeResult merge(Selection selection, MergeMode mode) {
        long start = System.nanoTime();
        try {
            return store.merge(selection, mode);
        } catch (IncompatibleProfilesException e) {
            throw new Problem(
                    ProblemType.INCOMPATIBLE_PROFILES,
                    String.valueOf(e.getMessage()),
                    "Narrow the question with match, from and to until it holds profiles of one kind.");
        } catch (MergeOverflowException e) {
            throw new Problem(
                    ProblemType.MERGE_OVERFLOW,
                    String.valueOf(e.getMessage()),
                    "Narrow the question with match, from and to, to find whose profiles have such values: /api/v1/profiles"
                            + " lists each one's totals.");
        } catch (MergeTooLargeException e) {
            throw new Problem(
                    ProblemType.MERGE_TOO_LARGE,
                    String.valueOf(e.getMessage()),
                    "Narrow the question with match, from and to.");
        } finally {
            duration.labelValues(mode.text()).observe((System.nanoTime() - start) / 1e9);
        }
    }

    /**
     * Merges what is asked for.
     *
     * @throws Problem as {@link #merge(Selection, MergeMode)}, and when there is nothing
     */
    MergeResult merge(MergeQuestion asked, Catalogue catalogue) {
        MergeResult merged = merge(asked.selection(), asked.mode());
        if (merged.coverage().profiles() == 0) {
            throw catalogue.nothing(asked.selection());
        }
        return merged;
    }
}
