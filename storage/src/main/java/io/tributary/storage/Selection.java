package io.tributary.storage;

import io.tributary.storage.selector.LabelMatcher;
import io.tributary.storage.selector.Selector;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which profiles a question is about.
 *
 * <p>A sample has the labels of its target and its own (pprof's), a target's hiding those of the same name; a merge is made of the
 * samples that a selector matches. A profile is selected, listed and counted, when its target's labels match, or leave over matchers
 * of labels which the target has not and which match samples of the same service on the same day. Where a day has more label sets than
 * a store keeps sums of, it is selected too when they might match: its samples are chosen by their labels all the same.
 *
 * @param service only this service, or null for all
 * @param type only this type, or null for all
 * @param anyOf series selectors of which at least one must match; empty for all
 * @param range the time of the profiles' beginnings
 */
public record Selection(@Nullable String service, @Nullable String type, List<Selector> anyOf, TimeRange range) {
    public Selection {
        anyOf = List.copyOf(anyOf);
    }

    /** What is selected and matches these too. */
    public Selection and(List<LabelMatcher> more) {
        List<Selector> both = (anyOf.isEmpty() ? List.of(new Selector(List.of())) : anyOf)
                .stream()
                        .map(selector -> new Selector(Stream.concat(selector.matchers().stream(), more.stream())
                                .toList()))
                        .toList();
        return new Selection(service, type, both, range);
    }
}
