package io.tributary.profile.filter;

import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Filters as a function from profile to profile, equal to what {@code go tool pprof} does to a profile that it has read (and
 * merged, and compared with a base) before it aggregates, writes or shows it: frames that the profile itself says are
 * uninteresting go first ({@link DropFrames}), then come names, {@code show_from}, labels and {@code prune_from}.
 * Immutable; any thread.
 */
public final class ProfileFilter {
    /** Drops what the profile itself says, and nothing else. */
    public static final ProfileFilter NONE =
            new ProfileFilter(Filters.NONE, new NameFilter(null, null, null, null), null, null, null, null);

    private final Filters filters;
    private final NameFilter names;
    private final @Nullable ShowFrom showFrom;
    private final @Nullable TagFilter tagFocus;
    private final @Nullable TagFilter tagIgnore;
    private final @Nullable PruneFrom pruneFrom;

    private ProfileFilter(
            Filters filters,
            NameFilter names,
            @Nullable ShowFrom showFrom,
            @Nullable TagFilter tagFocus,
            @Nullable TagFilter tagIgnore,
            @Nullable PruneFrom pruneFrom) {
        this.filters = filters;
        this.names = names;
        this.showFrom = showFrom;
        this.tagFocus = tagFocus;
        this.tagIgnore = tagIgnore;
        this.pruneFrom = pruneFrom;
    }

    static ProfileFilter compile(Filters filters) throws FilterSyntaxException {
        NameFilter names = new NameFilter(
                regex(filters, FilterName.FOCUS),
                regex(filters, FilterName.IGNORE),
                regex(filters, FilterName.HIDE),
                regex(filters, FilterName.SHOW));
        @Nullable Regex from = regex(filters, FilterName.SHOW_FROM);
        @Nullable TagFilter tagFocus = tags(filters, FilterName.TAG_FOCUS);
        @Nullable TagFilter tagIgnore = tags(filters, FilterName.TAG_IGNORE);
        @Nullable Regex prune = regex(filters, FilterName.PRUNE_FROM);
        return new ProfileFilter(
                filters,
                names,
                from == null ? null : new ShowFrom(from),
                tagFocus,
                tagIgnore,
                prune == null ? null : new PruneFrom(prune));
    }

    /** What it was compiled from. */
    public Filters filters() {
        return filters;
    }

    private static @Nullable Regex regex(Filters filters, FilterName name) throws FilterSyntaxException {
        String pattern = filters.patterns().get(name);
        try {
            return pattern == null ? null : Regex.compile(pattern);
        } catch (PatternException e) {
            throw e.in(name, pattern, 0);
        }
    }

    private static @Nullable TagFilter tags(Filters filters, FilterName name) throws FilterSyntaxException {
        String value = filters.patterns().get(name);
        return value == null ? null : TagFilter.compile(name, value);
    }

    /** The profile filtered. It is not changed itself, and the result shares its tables where it can. */
    public FilterResult apply(Profile profile) {
        Set<FilterName> matched = EnumSet.noneOf(FilterName.class);
        Profile whole = DropFrames.apply(profile);
        Profile left = names.apply(whole, matched);
        if (showFrom != null) {
            left = showFrom.apply(left, matched);
        }
        left = tags(left, whole, matched);
        if (pruneFrom != null) {
            left = pruneFrom.apply(left, matched);
        }
        Set<FilterName> unmatched = EnumSet.noneOf(FilterName.class);
        unmatched.addAll(filters.patterns().keySet());
        unmatched.removeAll(matched);
        return new FilterResult(left, unmatched);
    }

    private Profile tags(Profile profile, Profile whole, Set<FilterName> matched) {
        if (tagFocus == null && tagIgnore == null) {
            return profile;
        }
        TagFilter.@Nullable Bound focus = tagFocus == null ? null : tagFocus.bind(whole);
        TagFilter.@Nullable Bound ignore = tagIgnore == null ? null : tagIgnore.bind(whole);
        SampleTable samples = profile.samples();
        SampleEdit edit = new SampleEdit(samples, profile.valueCount());
        for (int sample = 0; sample < samples.size(); sample++) {
            boolean focused = focus == null || focus.matches(samples, sample);
            boolean ignored = ignore != null && ignore.matches(samples, sample);
            if (focused) {
                matched.add(FilterName.TAG_FOCUS);
            }
            if (ignored) {
                matched.add(FilterName.TAG_IGNORE);
            }
            if (focused && !ignored) {
                edit.keep(sample);
            }
        }
        return new LineEdit(profile.locations()).apply(profile, edit.result());
    }
}
