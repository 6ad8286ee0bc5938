package io.tributary.api.query;

import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Text;
import io.tributary.api.work.AbandonedException;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeResult;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.selector.LabelMatcher;
import io.vertx.core.Future;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One merge for each value of a label, of targets or of samples. Blocks: for workers. */
final class ByLabel {
    /** Each costs a merge. */
    static final int MOST_VALUES = 50;

    private static final String EXAMPLE = "version=~\"v1|v2\"";

    private final ProfileStore store;
    private final Merger merger;

    ByLabel(ProfileStore store, Merger merger) {
        this.store = store;
        this.merger = merger;
    }

    /**
     * Merges value by value, in their order; what has no such label comes first, under the empty value. Values without
     * samples are left out, unless none has any.
     *
     * @param gone completes when nobody waits any more
     * @param each takes a value and its merge
     * @throws Problem when there are too many values, or a merge is refused
     */
    void merge(MergeQuestion asked, String label, Future<Void> gone, BiConsumer<String, MergeResult> each) {
        boolean none = true;
        @Nullable Runnable idle = null;
        for (String value : values(asked, label)) {
            if (gone.isComplete()) {
                throw new AbandonedException();
            }
            LabelMatcher matcher = new LabelMatcher(label, LabelMatcher.Op.EQUAL, value);
            MergeResult merged = merger.merge(asked.selection().and(List.of(matcher)), asked.mode());
            if (merged.profile().samples().size() > 0) {
                each.accept(value, merged);
                none = false;
            } else if (merged.coverage().profiles() > 0) {
                idle = () -> each.accept(value, merged);
            }
        }
        if (none && idle != null) {
            idle.run();
        }
    }

    private SortedSet<String> values(MergeQuestion asked, String label) {
        SortedSet<String> values = new TreeSet<>();
        if (label.equals(Labels.SERVICE_NAME)) {
            values.add(asked.service());
            return values;
        }
        values.add("");
        values.addAll(store.labels(asked.selection()).getOrDefault(label, new TreeSet<>()));
        if (values.size() > MOST_VALUES + 1) {
            throw new Problem(
                    ProblemType.TOO_MANY_GROUPS,
                    "by: the label %s has %d values, and at most %d are merged at once"
                            .formatted(Text.shown(label), values.size() - 1, MOST_VALUES),
                    "Choose some with match, for instance match={" + EXAMPLE + "}, or another label;"
                            + " /api/v1/labels/{name}/values lists the values.");
        }
        return values;
    }
}
