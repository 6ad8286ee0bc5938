package io.tributary.api.web;

import io.tributary.api.http.Answer;
import io.tributary.api.http.ETags;
import io.tributary.api.http.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The page's files, with their types and entity tags. Reading them blocks: for workers. */
final class WebFiles {
    private static final String FOLDER = "/io/tributary/api/web/";
    /** One name below the folder, or below {@code assets} in it: no way leads out. */
    private static final Pattern NAME = Pattern.compile("(assets/)?[\\w-]+(?:\\.[\\w-]+)*\\.(\\w+)");

    private static final Map<String, String> TYPES = Map.of(
            "css", "text/css; charset=utf-8",
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8",
            "woff2", "font/woff2");

    private WebFiles() {}

    /** Nothing where there is no such file. */
    static Optional<Answer> read(String name) throws IOException {
        Matcher matcher = NAME.matcher(name);
        String type = matcher.matches() ? TYPES.get(matcher.group(2)) : null;
        if (type == null) {
            return Optional.empty();
        }
        try (InputStream in = WebFiles.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                return Optional.empty();
            }
            byte[] bytes = in.readAllBytes();
            return Optional.of(
                    Answer.ok(type, bytes).with("ETag", ETags.of(HexFormat.of().formatHex(Sha256.of(bytes)))));
        }
    }
}
