package io.tributary.collector.config;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a target serves a profile: a URL's path without query. */
public final class ProfilePath {
    private static final Pattern FORM = Pattern.compile("[!-~&&[^?#]]+");

    private ProfilePath() {}

    /** The path with its leading slash, or null where the text is none. */
    public static @Nullable String of(String text) {
        if (!FORM.matcher(text).matches()) {
            return null;
        }
        return text.startsWith("/") ? text : "/" + text;
    }
}
