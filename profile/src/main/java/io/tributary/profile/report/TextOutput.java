package io.tributary.profile.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Writes text as UTF-8, and names as the bytes they are. Buffers; the stream is neither flushed nor closed. */
public final class TextOutput {
    private final OutputStream to;
    private final byte[] buffer = new byte[8192];
    private int size;

    public TextOutput(OutputStream to) {
        this.to = to;
    }

    public TextOutput text(String text) throws IOException {
        return bytes(text.getBytes(UTF_8));
    }

    public TextOutput bytes(byte[] bytes) throws IOException {
        return bytes(bytes, 0, bytes.length);
    }

    public TextOutput bytes(byte[] bytes, int offset, int length) throws IOException {
        if (length > buffer.length - size) {
            flush();
            if (length > buffer.length) {
                to.write(bytes, offset, length);
                return this;
            }
        }
        System.arraycopy(bytes, offset, buffer, size, length);
        size += length;
        return this;
    }

    /** One ASCII character. */
    public TextOutput ascii(char c) throws IOException {
        if (size == buffer.length) {
            flush();
        }
        buffer[size++] = (byte) c;
        return this;
    }

    public TextOutput number(long number) throws IOException {
        return text(Long.toString(number));
    }

    /** The text with spaces before it up to a width in characters. */
    public TextOutput padded(String text, int width) throws IOException {
        return padded(text.getBytes(UTF_8), width);
    }

    /** The same for bytes; one that belongs to no character counts as one. */
    public TextOutput padded(byte[] text, int width) throws IOException {
        byte[] spaces = new byte[Math.max(0, width - characters(text))];
        Arrays.fill(spaces, (byte) ' ');
        return bytes(spaces).bytes(text);
    }

    private static int characters(byte[] text) {
        int count = 0;
        for (int i = 0; i < text.length; count++) {
            i += characterLength(text, i);
        }
        return count;
    }

    /** The bytes of the character that begins here, 1 where none does. */
    private static int characterLength(byte[] text, int at) {
        int lead = text[at] & 0xFF;
        int length = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
        if (length > text.length - at) {
            return 1;
        }
        for (int i = 1; i < length; i++) {
            if ((text[at + i] & 0xC0) != 0x80) {
                return 1;
            }
        }
        int second = length > 1 ? text[at + 1] & 0xFF : 0;
        // Overlong forms, surrogates and what is beyond Unicode.
        boolean wrong = (lead == 0xE0 && second < 0xA0)
                || (lead == 0xED && second >= 0xA0)
                || (lead == 0xF0 && second < 0x90)
                || (lead == 0xF4 && second >= 0x90);
        return wrong ? 1 : length;
    }

    /** Hands on what is buffered. */
    public void flush() throws IOException {
        to.write(buffer, 0, size);
        size = 0;
    }
}
