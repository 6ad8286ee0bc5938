package io.tributary.storage.selector;

import java.util.List;
import java.util.function.UnaryOperator;
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

    /**
     * Whether all matchers hold.
     *
     * @param labels a label's value by its name, the empty string where there is none
     */
    public boolean matches(UnaryOperator<String> labels) {
        for (LabelMatcher matcher : matchers) {
            if (!matcher.matches(labels.apply(matcher.name()))) {
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
