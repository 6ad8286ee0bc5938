package io.tributary.profile.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.report.stacks.Collapsed;
import io.tributary.profile.report.stacks.CollapsedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Any text as collapsed stacks: a profile, or the declared exception. Written, read and written again it is the same. */
public final class CollapsedTarget {
    private static final ValueType TYPE = new ValueType("samples", "count");

    private CollapsedTarget() {}

    /** Called by Jazzer. */
    public static void fuzzerTestOneInput(byte[] input) {
        // What a line break within a line does to a name is done once.
        byte[] written = rewritten(input);
        byte[] again = written == null ? null : rewritten(written);
        if (again != null) {
            FuzzLimits.check(Arrays.equals(rewritten(again), again), "written twice, it differs");
        }
    }

    /** What was read written, or null where nothing is left or the text is refused as the reader's contract says. */
    private static byte @Nullable [] rewritten(byte[] text) {
        Profile profile;
        try {
            profile = CollapsedReader.read(text, TYPE, FuzzLimits.SMALL);
        } catch (InvalidProfileException e) {
            FuzzLimits.checkMessage(e);
            return null;
        }
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        try {
            Collapsed.write(profile, 0, written);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return written.size() == 0 ? null : written.toByteArray();
    }

    static Map<String, byte[]> seeds() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        String[] texts = {
            "main;run;read 12\nmain;run 3\n",
            "[no stack] 5\nmain 1",
            "main;[no stack] 5\r\n\r\nmain 1 \t\r\n",
            "a;b -7\na;b 7\n",
            "a;b -9223372036854775808\na 9223372036854775807\na 1",
            "a b c;d e  4",
            "a;;b 1",
            ";a 1",
            "a; 1",
            "a 1.5",
            "a 9223372036854775808",
            "a +5\na 0x1",
            "a",
            " 5",
            "5",
            "",
            "\n\n",
            "a\r;b\r 5\na ;b 6",
            "gr\u00fc\u00dfe;\u65e5\u672c 3",
            "a\u0000b 1",
            "a;".repeat(499) + "b 1",
            "a;".repeat(500) + "b 1",
            "x".repeat(70_000) + " 1",
        };
        for (int i = 0; i < texts.length; i++) {
            seeds.put("text-" + i, texts[i].getBytes(UTF_8));
        }
        seeds.put("no-utf-8", new byte[] {'a', (byte) 0xe2, (byte) 0x82, ' ', '1'});
        return seeds;
    }
}
