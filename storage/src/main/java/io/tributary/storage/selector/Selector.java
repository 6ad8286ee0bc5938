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

    /**
     * Reads a selector as PromQL writes it: <code>{service_name="shop",region=~"eu-.*"}</code>.
     *
     * @throws SelectorSyntaxException when the text is none, bad regular expressions included
     */
    public static Selector parse(String text) throws SelectorSyntaxException {
        return new SelectorParser(text).parse();
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
