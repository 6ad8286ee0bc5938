package io.tributary.profile.filter;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;

/** Bytes as Go's regular expressions see them: UTF-8, and U+FFFD for every single byte that is none. */
final class GoText {
    private GoText() {}

    static String decode(byte[] bytes, int from, int length) {
        for (int i = from; i < from + length; i++) {
            if (bytes[i] < 0) {
                return decodeUtf8(bytes, from, length);
            }
        }
        return new String(bytes, from, length, ISO_8859_1);
    }

    private static String decodeUtf8(byte[] bytes, int from, int length) {
        CharsetDecoder decoder = UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(bytes, from, length);
        // Never more characters than bytes.
        CharBuffer out = CharBuffer.allocate(length);
        while (true) {
            CoderResult result = decoder.reset().decode(in, out, true);
            if (!result.isError()) {
                return out.flip().toString();
            }
            // Java would replace a cut character as a whole.
            in.get();
            out.put('\uFFFD');
        }
    }
}
