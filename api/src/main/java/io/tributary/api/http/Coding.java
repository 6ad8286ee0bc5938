package io.tributary.api.http;

import io.tributary.profile.wire.Gzip;
import io.tributary.profile.wire.Zstd;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Content codings (RFC 9110), the better one first where a client likes several as much. */
public enum Coding {
    ZSTD("zstd"),
    GZIP("gzip"),
    /** The bytes as they are. */
    IDENTITY("");

    private static final int GZIP_LEVEL = 1;
    private static final Pattern ENTRY =
            Pattern.compile("\\s*([^\\s;,]+)\\s*(?:;\\s*[qQ]=([01](?:\\.\\d{0,3})?)\\s*)?");

    private final String header;

    Coding(String header) {
        this.header = header;
    }

    /** What stands in {@code Content-Encoding}; empty for {@link #IDENTITY}. */
    public String header() {
        return header;
    }

    /**
     * The one that the client likes best, {@link #IDENTITY} where it names none of these. An entry that is malformed is passed over.
     *
     * @param acceptEncoding the header's value, or the empty string
     */
    static Coding chosen(String acceptEncoding) {
        Coding best = IDENTITY;
        double most = 0;
        for (Coding coding : values()) {
            double liked = coding == IDENTITY ? 0 : quality(acceptEncoding, coding.header);
            if (liked > most) {
                most = liked;
                best = coding;
            }
        }
        return best;
    }

    private static double quality(String acceptEncoding, String name) {
        double any = 0;
        for (String entry : acceptEncoding.toLowerCase(Locale.ROOT).split(",", -1)) {
            Matcher matcher = ENTRY.matcher(entry);
            if (matcher.matches()) {
                double quality = matcher.group(2) == null ? 1 : Double.parseDouble(matcher.group(2));
                if (matcher.group(1).equals(name) || matcher.group(1).equals("x-" + name)) {
                    return quality;
                }
                any = matcher.group(1).equals("*") ? quality : any;
            }
        }
        return any;
    }

    /** Takes as long as there are bytes: for workers. Gives the bytes themselves where this machine has no library for it. */
    byte[] encode(byte[] bytes) {
        return switch (this) {
            case ZSTD -> Zstd.deflate(bytes).orElse(bytes);
            case GZIP -> Gzip.deflate(bytes, bytes.length, GZIP_LEVEL);
            case IDENTITY -> bytes;
        };
    }
}
