package io.tributary.api.cache;

import io.tributary.api.http.Request;
import io.tributary.api.http.Sha256;
import io.tributary.storage.Selection;
import io.tributary.storage.TimeRange;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;

/** A short text that stands for an answer: while it is the same, so are the bytes. */
final class AnswerTag {
    /** To be raised with every change of what an answer looks like. */
    private static final int SHAPE = 1;

    private static final String SERVER =
            Objects.requireNonNullElse(AnswerTag.class.getPackage().getImplementationVersion(), "");
    /** They come as ranges, since what they say goes by the clock. */
    private static final Set<String> TIMES = Set.of("from", "to", "base.from", "base.to");

    private static final int BYTES = 15;

    private AnswerTag() {}

    /**
     * Of letters, digits, {@code -} and {@code _}.
     *
     * @param kind which route's answer it is
     * @param about what it is made of
     * @param revisions of the store, one for each of {@code about}
     */
    static String of(String kind, Request request, List<Selection> about, List<String> revisions) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(SHAPE);
            out.writeUTF(SERVER);
            out.writeUTF(kind);
            for (Map.Entry<String, List<String>> parameter : new TreeMap<>(request.query()).entrySet()) {
                if (!TIMES.contains(parameter.getKey())) {
                    out.writeUTF(parameter.getKey());
                    out.writeInt(parameter.getValue().size());
                    for (String value : parameter.getValue()) {
                        out.writeUTF(value);
                    }
                }
            }
            for (Selection selection : about) {
                TimeRange range = selection.range();
                out.writeLong(range.fromMillis());
                out.writeLong(range.toMillis());
            }
            for (String revision : revisions) {
                out.writeUTF(revision);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Arrays.copyOf(Sha256.of(bytes.toByteArray()), BYTES));
    }
}
