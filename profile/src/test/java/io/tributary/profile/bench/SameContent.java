package io.tributary.profile.bench;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.testing.Content;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Whether two files hold the same profile: what is compared for speed has to be right first. */
final class SameContent {
    private SameContent() {}

    /**
     * Ends with exit code 1 and says so if they do not.
     *
     * @param args two files
     */
    public static void main(String[] args) throws IOException, InvalidProfileException {
        Profile one = read(args[0]);
        Profile other = read(args[1]);
        boolean same = one.header().equals(other.header()) && Content.of(one).equals(Content.of(other));
        if (!same) {
            System.err.println(args[0] + " and " + args[1] + " differ");
            System.exit(1);
        }
    }

    private static Profile read(String file) throws IOException, InvalidProfileException {
        return PprofDecoder.decode(Files.readAllBytes(Path.of(file)), DecodeLimits.DEFAULT);
    }
}
