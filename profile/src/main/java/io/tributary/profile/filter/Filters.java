package io.tributary.profile.filter;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What somebody wants to see of a profile, in the words of {@code go tool pprof}'s flags. An empty pattern is no filter, as
 * with the tool.
 *
 * @param patterns RE2 patterns, or for labels also ranges such as {@code bytes=32kb:64kb}; none of them empty
 */
public record Filters(Map<FilterName, String> patterns) {
    /** Everything. */
    public static final Filters NONE = new Filters(Map.of());

    public Filters {
        Map<FilterName, String> copy = new EnumMap<>(FilterName.class);
        patterns.forEach((name, pattern) -> {
            if (!pattern.isEmpty()) {
                copy.put(name, pattern);
            }
        });
        patterns = Collections.unmodifiableMap(copy);
    }

    /** These filters with another pattern for one of them; an empty one takes it away. */
    public Filters with(FilterName name, String pattern) {
        Map<FilterName, String> copy = new EnumMap<>(FilterName.class);
        copy.putAll(patterns);
        copy.put(name, pattern);
        return new Filters(copy);
    }

    /** The lines by which the tool's reports say that not everything is shown: all but {@code prune_from}. */
    public List<String> activeFilters() {
        List<String> lines = new ArrayList<>();
        patterns.forEach((name, pattern) -> {
            if (name != FilterName.PRUNE_FROM) {
                lines.add(name.flag() + "=" + pattern);
            }
        });
        return lines;
    }

    /**
     * The same, ready to be applied to any number of profiles.
     *
     * @throws FilterSyntaxException for the first filter, in the order of {@link FilterName}, that is wrong
     */
    public ProfileFilter compile() throws FilterSyntaxException {
        return ProfileFilter.compile(this);
    }
}
