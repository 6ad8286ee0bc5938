package io.tributary.storage.selector;

import io.tributary.storage.Labels;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A series selector: all of its matchers must hold. No matchers match everything.
 */
public record Selector(List<LabelMatcher> matchers) {
    public Selector {
        matchers = List.copyOf(matchers);
    }

    public boolean matches(Labels labels) {
        for (LabelMatcher matcher : matchers) {
            if (!matcher.matches(labels.getOrEmpty(matcher.name()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return matchers.stream().map(LabelMatcher::toString).collect(Collectors.joining(",", "{", "}"));
    }
}
