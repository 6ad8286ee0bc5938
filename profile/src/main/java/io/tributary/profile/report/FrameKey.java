package io.tributary.profile.report;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Locale;

/**
 * What pprof keeps two frames apart by. Much of it may print the same: code without a name by binary and first line.
 *
 * @param name of the function or package; empty for none, as all text here
 * @param file path of the source
 * @param line 0 for none, as {@code column} and {@code address}
 * @param binary path of the binary, of nameless code only
 * @param startLine the function's first line, of nameless code only
 */
record FrameKey(
        ByteBuffer name, ByteBuffer file, long line, long column, long address, ByteBuffer binary, long startLine) {
    static final ByteBuffer NO_TEXT = ByteBuffer.allocate(0);

    private static final byte[] UNKNOWN = "<unknown>".getBytes(UTF_8);

    /** What the tool prints for it, in UTF-8 as it came. */
    byte[] printed() {
        if (address == 0 && line == 0 && !file.hasRemaining() && name.hasRemaining()) {
            return copy(name);
        }
        StringBuilder text = new StringBuilder();
        if (address != 0) {
            text.append(String.format(Locale.ROOT, "%016x ", address));
        }
        if (name.hasRemaining()) {
            text.append(chars(copy(name))).append(' ');
        }
        if (line != 0) {
            text.append(chars(copy(file))).append(':').append(line);
            text.append(column == 0 ? "" : ":" + column).append(' ');
        } else if (file.hasRemaining()) {
            text.append(chars(copy(file))).append(' ');
        } else if (!name.hasRemaining()) {
            text.append(chars(binary.hasRemaining() ? binaryName(copy(binary)) : UNKNOWN))
                    .append(' ');
        }
        text.setLength(text.length() - 1);
        return text.toString().getBytes(ISO_8859_1);
    }

    /** One character a byte. */
    private static String chars(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }

    private static byte[] copy(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return copy;
    }

    private static byte[] binaryName(byte[] path) {
        int to = path.length;
        while (to > 1 && path[to - 1] == '/') {
            to--;
        }
        int from = to;
        while (from > 0 && path[from - 1] != '/') {
            from--;
        }
        // A path of nothing but slashes is the root.
        from = from == to ? to - 1 : from;
        byte[] name = new byte[to - from + 2];
        name[0] = '[';
        System.arraycopy(path, from, name, 1, to - from);
        name[name.length - 1] = ']';
        return name;
    }
}
