package io.tributary.profile.report;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;

/** Writes JSON piece by piece; commas come by themselves, brackets are the caller's to balance. */
public final class JsonOutput {
    private final TextOutput out;
    /** Whether the next value or name follows another one. */
    private boolean after;

    public JsonOutput(OutputStream to) {
        out = new TextOutput(to);
    }

    /** Opens an object with <code>{</code> or an array with {@code [}. */
    public JsonOutput open(char bracket) throws IOException {
        comma();
        out.ascii(bracket);
        after = false;
        return this;
    }

    public JsonOutput close(char bracket) throws IOException {
        out.ascii(bracket);
        after = true;
        return this;
    }

    /** A member's name, which its value has to follow. */
    public JsonOutput name(String name) throws IOException {
        string(name);
        out.ascii(':');
        after = false;
        return this;
    }

    public JsonOutput number(long number) throws IOException {
        comma();
        out.number(number);
        return this;
    }

    public JsonOutput string(String string) throws IOException {
        byte[] bytes = string.getBytes(UTF_8);
        comma();
        out.ascii('"');
        int from = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '"' || b == '\\' || (b >= 0 && b < ' ')) {
                out.bytes(bytes, from, i - from);
                out.text(b < ' ' ? "\\u%04x".formatted(b) : "\\" + (char) b);
                from = i + 1;
            }
        }
        out.bytes(bytes, from, bytes.length - from).ascii('"');
        return this;
    }

    /** Bytes in UTF-8; what is none becomes U+FFFD, since JSON has no place for it. */
    public JsonOutput string(byte[] bytes) throws IOException {
        return string(new String(bytes, UTF_8));
    }

    public JsonOutput numbers(int[] numbers) throws IOException {
        open('[');
        for (int number : numbers) {
            number(number);
        }
        return close(']');
    }

    public JsonOutput numbers(long[] numbers) throws IOException {
        open('[');
        for (long number : numbers) {
            number(number);
        }
        return close(']');
    }

    /** A line's end, between two values. */
    public JsonOutput newLine() throws IOException {
        out.ascii('\n');
        return this;
    }

    private void comma() throws IOException {
        if (after) {
            out.ascii(',');
        }
        after = true;
    }

    /** Hands on what is buffered. */
    public void flush() throws IOException {
        out.flush();
    }
}
