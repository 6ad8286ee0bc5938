package io.tributary.api.pgo;

import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.pgo.feedback.PgoProfiles;
import io.tributary.api.pgo.feedback.Weight;
import io.tributary.api.query.Merger;
import io.tributary.profile.Profile;
import io.tributary.profile.pgo.EdgeBlocks;
import io.tributary.storage.Coverage;
import io.tributary.storage.InstanceTotals;
import io.tributary.storage.Labels;
import io.tributary.storage.MergeMode;
import io.tributary.storage.MergeResult;
import io.tributary.storage.MergeTooLargeException;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import io.tributary.storage.selector.LabelMatcher;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The profiles of a selection in the store. For one thread. */
final class StoreProfiles implements PgoProfiles {
    private final ProfileStore store;
    private final Merger merger;
    private final Selection selection;
    private @Nullable MergeResult sum;

    StoreProfiles(ProfileStore store, Merger merger, Selection selection) {
        this.store = store;
        this.merger = merger;
        this.selection = selection;
    }

    @Override
    public TimeRange range() {
        return selection.range();
    }

    @Override
    public long count() {
        return coverage().profiles();
    }

    Coverage coverage() {
        return sum().coverage();
    }

    @Override
    public Profile whole(Weight weight) {
        return (weight == Weight.SUM ? sum() : merger.merge(selection, weight.mode())).profile();
    }

    private MergeResult sum() {
        MergeResult known = sum;
        if (known == null) {
            known = merger.merge(selection, MergeMode.SUM);
            sum = known;
        }
        return known;
    }

    @Override
    public Profile instance(Labels instance, Weight weight) {
        return merger.merge(restricted(exactly(instance), range()), weight.mode())
                .profile();
    }

    @Override
    public boolean hour(Labels instance, long fromMillis, EdgeBlocks into) {
        TimeRange hour = new TimeRange(
                Math.max(fromMillis, range().fromMillis()), Math.min(fromMillis + HOUR_MILLIS, range().toMillis()));
        return into.add(
                merger.merge(restricted(exactly(instance), hour), MergeMode.SUM).profile());
    }

    @Override
    public List<InstanceTotals> totals() {
        try {
            return store.totals(selection, HOUR_MILLIS);
        } catch (MergeTooLargeException e) {
            throw new Problem(
                    ProblemType.MERGE_TOO_LARGE,
                    String.valueOf(e.getMessage()),
                    "Narrow the question with match and window.");
        }
    }

    /** Its own labels all; an instance that has these and more would be taken in too. */
    private static List<LabelMatcher> exactly(Labels instance) {
        return instance.values().entrySet().stream()
                .map(label -> equal(label.getKey(), label.getValue()))
                .toList();
    }

    private static LabelMatcher equal(String name, String value) {
        return new LabelMatcher(name, LabelMatcher.Op.EQUAL, value);
    }

    private Selection restricted(List<LabelMatcher> more, TimeRange range) {
        return new Selection(
                selection.service(), selection.type(), selection.and(more).anyOf(), range);
    }
}
