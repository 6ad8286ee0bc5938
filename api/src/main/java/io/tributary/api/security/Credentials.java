package io.tributary.api.security;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

/** What a request's {@code Authorization} header says (RFC 7617, RFC 6750). */
sealed interface Credentials {
    /** There is none. */
    record None() implements Credentials {}

    /** It cannot be understood, or there are several. */
    record Unreadable() implements Credentials {}

    record Basic(String user, String password) implements Credentials {
        @Override
        public String toString() {
            return "<secret>";
        }
    }

    record Bearer(String token) implements Credentials {
        @Override
        public String toString() {
            return "<secret>";
        }
    }

    static Credentials of(List<String> headers) {
        if (headers.isEmpty()) {
            return new None();
        }
        String[] words = headers.getFirst().strip().split(" +", 2);
        if (headers.size() > 1 || words.length < 2) {
            return new Unreadable();
        }
        return switch (words[0].toLowerCase(Locale.ROOT)) {
            case "basic" -> basic(words[1]);
            case "bearer" -> new Bearer(words[1]);
            default -> new Unreadable();
        };
    }

    private static Credentials basic(String base64) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getDecoder().decode(base64)))
                    .toString();
            int colon = text.indexOf(':');
            return colon < 0 ? new Unreadable() : new Basic(text.substring(0, colon), text.substring(colon + 1));
        } catch (IllegalArgumentException | CharacterCodingException _) {
            return new Unreadable();
        }
    }
}
