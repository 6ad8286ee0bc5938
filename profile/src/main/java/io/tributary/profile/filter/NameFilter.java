package io.tributary.profile.filter;

import io.tributary.profile.LocationTable;
import io.tributary.profile.Profile;
import io.tributary.profile.SampleTable;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * {@code focus}, {@code ignore}, {@code hide} and {@code show}, which belong together: which samples stay is decided by the
 * locations as they were, which frames they keep by hiding and showing lines of them. Where any of the four is there, a
 * sample without a stack goes.
 */
record NameFilter(
        @Nullable Regex focus,
        @Nullable Regex ignore,
        @Nullable Regex hide,
        @Nullable Regex show) {
    private static final byte FOCUSED = 1;
    private static final byte IGNORED = 2;

    Profile apply(Profile profile, Set<FilterName> matched) {
        if (focus == null && ignore == null && hide == null && show == null) {
            return profile;
        }
        return new Run(profile, matched).run();
    }

    private final class Run {
        private final Profile profile;
        private final Set<FilterName> matched;
        private final @Nullable NameMatcher focused;
        private final @Nullable NameMatcher ignored;
        private final @Nullable NameMatcher hiding;
        private final @Nullable NameMatcher showing;
        private final byte[] decision;
        private final boolean[] hidden;
        private final LineEdit lines;

        Run(Profile profile, Set<FilterName> matched) {
            this.profile = profile;
            this.matched = matched;
            focused = matcher(focus);
            ignored = matcher(ignore);
            hiding = matcher(hide);
            showing = matcher(show);
            decision = new byte[profile.locations().size()];
            hidden = new boolean[profile.locations().size()];
            lines = new LineEdit(profile.locations());
        }

        private @Nullable NameMatcher matcher(@Nullable Regex regex) {
            return regex == null ? null : new NameMatcher(regex, profile);
        }

        Profile run() {
            for (int location = 0; location < decision.length; location++) {
                decide(location);
                if (hiding != null && hiding.location(location)) {
                    matched.add(FilterName.HIDE);
                    hide(hiding, location);
                }
                if (showing != null) {
                    show(showing, location);
                }
            }
            SampleTable samples = profile.samples();
            SampleEdit edit = new SampleEdit(samples, profile.valueCount());
            for (int sample = 0; sample < samples.size(); sample++) {
                if (isKept(samples, sample)) {
                    edit.keepVisible(sample, hidden);
                }
            }
            return lines.apply(profile, edit.result());
        }

        private void decide(int location) {
            if (ignored != null && ignored.location(location)) {
                matched.add(FilterName.IGNORE);
                decision[location] = IGNORED;
            } else if (focused == null || focused.location(location)) {
                matched.add(FilterName.FOCUS);
                decision[location] = FOCUSED;
            }
        }

        private void hide(NameMatcher matcher, int location) {
            LocationTable table = profile.locations();
            int from = table.lineOffset()[location];
            int to = table.lineOffset()[location + 1];
            boolean all = matcher.mapping(location);
            boolean left = false;
            for (int line = from; line < to; line++) {
                if (all || matcher.function(table.lineFunction()[line])) {
                    lines.remove(line);
                } else {
                    left = true;
                }
            }
            hidden[location] = !left;
        }

        private void show(NameMatcher matcher, int location) {
            LocationTable table = profile.locations();
            int from = table.lineOffset()[location];
            int to = table.lineOffset()[location + 1];
            boolean all = matcher.mapping(location);
            boolean left = false;
            for (int line = from; line < to; line++) {
                if (!all && !matcher.function(table.lineFunction()[line])) {
                    lines.remove(line);
                }
                left |= !lines.isRemoved(line);
            }
            if (left) {
                matched.add(FilterName.SHOW);
            } else {
                hidden[location] = true;
            }
        }

        private boolean isKept(SampleTable samples, int sample) {
            boolean found = false;
            for (int i = samples.stackOffset()[sample]; i < samples.stackOffset()[sample + 1]; i++) {
                byte d = decision[samples.location()[i]];
                if (d == IGNORED) {
                    return false;
                }
                found |= d == FOCUSED;
            }
            return found;
        }
    }
}
