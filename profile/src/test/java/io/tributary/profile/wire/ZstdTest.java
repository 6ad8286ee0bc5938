package io.tributary.profile.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.InvalidProfileException.Reason;
import io.tributary.profile.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ZstdTest {
    private static final String FILE = "shop/v1/mutex.6.pb.gz";

    private static byte[] zstd(byte[] data) {
        return com.github.luben.zstd.Zstd.compress(data, 3);
    }

    private static byte[] plain() throws InvalidProfileException {
        return Gzip.inflate(TestData.bytes(FILE), 1 << 24);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    private static Reason refused(byte[] input, long maxBytes) {
        InvalidProfileException e =
                catchThrowableOfType(InvalidProfileException.class, () -> Zstd.inflate(input, maxBytes));
        assertThat(e).as("refused").isNotNull().hasMessageStartingWith("zstd: ");
        return e.reason();
    }

    @Test
    void readsFramesOneAfterTheOtherAndPassesOverSkippableOnes() throws Exception {
        byte[] plain = plain();
        byte[] first = Arrays.copyOf(plain, 1000);
        byte[] rest = Arrays.copyOfRange(plain, 1000, plain.length);
        byte[] skippable = {0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 9, 9, 9};
        byte[] several = join(zstd(first), skippable, zstd(new byte[0]), zstd(rest));
        assertThat(Zstd.inflate(several, 1 << 24)).isEqualTo(plain);
        assertThat(PprofDecoder.decode(several, DecodeLimits.DEFAULT).totals())
                .isEqualTo(TestData.profile(FILE).totals());
        assertThat(Zstd.inflate(zstd(plain), plain.length)).isEqualTo(plain);
    }

    @Test
    void everyCutIsSaidToBeOne() throws Exception {
        byte[] whole = zstd(plain());
        for (int length = 4; length < whole.length; length += 7) {
            assertThat(refused(Arrays.copyOf(whole, length), 1 << 24))
                    .as("length %d", length)
                    .isEqualTo(Reason.TRUNCATED);
        }
    }

    @Test
    void damageAndWhatFollowsAreRefused() throws Exception {
        byte[] whole = zstd(plain());
        assertThat(refused(join(whole, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9}), 1 << 24))
                .isEqualTo(Reason.MALFORMED);
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, 40, 60, (byte) 0xff);
        assertThat(refused(damaged, 1 << 24)).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void aBombStopsAtTheLimit() {
        byte[] member = zstd(new byte[64 << 20]);
        byte[][] gibibyte = new byte[16][];
        Arrays.fill(gibibyte, member);
        byte[] bomb = join(gibibyte);
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThat(refused(bomb, 8 << 20)).isEqualTo(Reason.TOO_LARGE);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
    }

    @Test
    void aWindowBeyondTheLimitIsNotAllocated() {
        // A frame header that asks for a window of 128 MiB, and a block of one byte.
        byte[] frame = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd, 0, (byte) (17 << 3), 9, 0, 0, 1};
        assertThat(refused(frame, 1 << 20)).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void compressedTwiceIsNamed() throws Exception {
        byte[] twice = zstd(zstd(plain()));
        InvalidProfileException e = catchThrowableOfType(
                InvalidProfileException.class, () -> PprofDecoder.decode(twice, DecodeLimits.DEFAULT));
        assertThat(e).hasMessageContaining("compress it once");
        assertThat(e.reason()).isEqualTo(Reason.UNSUPPORTED_FORMAT);
    }
}
