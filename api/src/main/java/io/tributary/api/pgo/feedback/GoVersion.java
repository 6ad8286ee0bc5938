package io.tributary.api.pgo.feedback;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Go release as {@code runtime.Version} says it: {@code go1.26.8}. The profile itself does not tell. */
record GoVersion(int major, int minor) implements Comparable<GoVersion> {
    /** The target's label that is looked at. */
    static final String LABEL = "go_version";

    private static final Pattern FORM = Pattern.compile("(?:go)?(\\d{1,4})\\.(\\d{1,4})(?:[.\\-+ a-z].*)?");

    static Optional<GoVersion> parse(String text) {
        Matcher matcher = FORM.matcher(text);
        return matcher.matches()
                ? Optional.of(new GoVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** The newest of those that are known. */
    static Optional<GoVersion> newest(List<Share> shares) {
        return shares.stream().flatMap(share -> parse(share.name()).stream()).max(Comparator.naturalOrder());
    }

    /** The share of those that are older than the newest; empty where none is known. */
    static OptionalDouble older(List<Share> shares) {
        Optional<GoVersion> newest = newest(shares);
        if (newest.isEmpty()) {
            return OptionalDouble.empty();
        }
        return OptionalDouble.of(shares.stream()
                .filter(share -> parse(share.name())
                        .map(version -> version.compareTo(newest.get()) < 0)
                        .orElse(false))
                .mapToDouble(Share::share)
                .sum());
    }

    @Override
    public int compareTo(GoVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return "go" + major + "." + minor;
    }
}
