package io.tributary.profile.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.testing.TestData;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** By the JDK's inflater, and by libdeflate before it. */
@ParameterizedClass
@EnumSource
class GzipTest {
    enum Inflating {
        BY_JDK,
        BY_LIBDEFLATE
    }

    @Parameter
    Inflating inflating = Inflating.BY_JDK;

    private Optional<Libdeflate> library = Optional.empty();

    @BeforeEach
    void findTheLibrary() {
        if (inflating == Inflating.BY_LIBDEFLATE) {
            library = Libdeflate.link();
            String missing = "libdeflate is not installed (Debian: libdeflate0)";
            if ("true".equals(System.getenv("CI"))) {
                assertThat(library).as(missing).isPresent();
            }
            assumeTrue(library.isPresent(), missing);
        }
    }

    private byte[] inflate(byte[] input, long maxBytes) throws InvalidProfileException {
        return Gzip.inflate(input, maxBytes, library);
    }

    private static byte[] gzip(byte[] data) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Gzip.deflate(data, data.length, 6, out);
        return out.toByteArray();
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    /** At the level for which there are two ways. */
    @Test
    void whatIsDeflatedFastInflatesToTheSame() throws Exception {
        Random random = new Random(8);
        for (int size : new int[] {0, 1, 1023, 65_535, 65_536, 1_000_000}) {
            byte[] noise = new byte[size];
            random.nextBytes(noise);
            byte[] half = noise.clone();
            Arrays.fill(half, size / 2, size, (byte) 'x');
            for (byte[] data : List.of(noise, half, new byte[size])) {
                byte[] longer = Arrays.copyOf(data, size + 100);
                byte[] gzipped = Gzip.deflate(longer, size, 1, library);
                assertThat(new GZIPInputStream(new ByteArrayInputStream(gzipped)).readAllBytes())
                        .isEqualTo(data);
                assertThat(inflate(gzipped, size)).isEqualTo(data);
                assertThat(Gzip.deflate(data, size, 1, library)).isEqualTo(gzipped);
            }
        }
    }

    @Test
    void agreesWithTheJdk() throws Exception {
        Random random = new Random(7);
        for (int size : new int[] {0, 1, 1023, 1024, 4096, 100_000}) {
            byte[] data = new byte[size];
            random.nextBytes(data);
            Arrays.fill(data, size / 2, size, (byte) 'x');
            assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip(data))).readAllBytes())
                    .isEqualTo(data);
            ByteArrayOutputStream theirs = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(theirs)) {
                out.write(data);
            }
            assertThat(inflate(theirs.toByteArray(), Math.max(1, size))).isEqualTo(data);
        }
    }

    @Test
    void severalMembersAreOneStream() throws Exception {
        byte[] plain = inflate(TestData.bytes("shop/v1/mutex.6.pb.gz"), 1 << 24);
        byte[] first = Arrays.copyOf(plain, 1000);
        byte[] rest = Arrays.copyOfRange(plain, 1000, plain.length);
        assertThat(inflate(join(gzip(first), gzip(rest)), 1 << 24)).isEqualTo(plain);
        assertThat(PprofDecoder.decode(join(gzip(first), gzip(rest)), DecodeLimits.DEFAULT)
                        .totals())
                .isEqualTo(TestData.profile("shop/v1/mutex.6.pb.gz").totals());
    }

    @Test
    void optionalHeaderFieldsAreSkipped() throws Exception {
        byte[] plain = gzip(new byte[] {1, 2, 3});
        byte[] header = {0x1f, (byte) 0x8b, 8, 0x1e, 0, 0, 0, 0, 0, 3, 2, 0, 9, 9, 'n', 0, 'c', 0, 5, 5};
        assertThat(inflate(join(header, Arrays.copyOfRange(plain, 10, plain.length)), 10))
                .containsExactly(1, 2, 3);
        for (int length = 2; length < header.length; length++) {
            byte[] cut = Arrays.copyOf(header, length);
            assertThatThrownBy(() -> inflate(cut, 10))
                    .isInstanceOf(InvalidProfileException.class)
                    .hasMessageContaining("ends early");
        }
    }

    @Test
    void aBombStopsAtTheLimit() throws Exception {
        byte[] member = gzip(new byte[64 << 20]);
        byte[][] gibibyte = new byte[16][];
        Arrays.fill(gibibyte, member);
        byte[] bomb = join(gibibyte);
        com.sun.management.ThreadMXBean threads =
                (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        assertThatThrownBy(() -> inflate(bomb, 8 << 20))
                .isInstanceOf(InvalidProfileException.class)
                .hasMessageContaining("more than " + (8 << 20) + " bytes");
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
    }

    @Test
    void damageIsNamed() throws Exception {
        byte[] good = gzip(new byte[5000]);
        byte[] checksum = good.clone();
        checksum[good.length - 8] ^= 1;
        assertRefused(checksum, "checksum");
        byte[] length = good.clone();
        length[good.length - 4] ^= 1;
        assertRefused(length, "length in the trailer");
        assertRefused(join(good, new byte[] {1, 2, 3}), "3 stray bytes");
        assertRefused(join(good, new byte[30]), "is no gzip");
        byte[] method = good.clone();
        method[2] = 9;
        assertRefused(method, "compression method 9");
        byte[] block = good.clone();
        block[10] = 7;
        assertRefused(block, "damaged");
    }

    /** Whatever the bytes: the same answer as without the library, or the same words about what is wrong. */
    @Test
    void damagedBytesAreReadAlike() throws Exception {
        Random random = new Random(11);
        byte[] file = TestData.bytes("shop/v1/mutex.6.pb.gz");
        byte[] small = gzip("a label, a label and a label".getBytes(StandardCharsets.UTF_8));
        int differ = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] input = damage(round % 2 == 0 ? small : file, random);
            String theirs = answer(input, Optional.empty());
            assertThat(answer(input, library)).isEqualTo(theirs);
            differ += theirs.startsWith("gzip: ") ? 1 : 0;
        }
        assertThat(differ).isBetween(10_000, 19_999);
    }

    private static byte[] damage(byte[] good, Random random) {
        byte[] input = good.clone();
        for (int i = random.nextInt(3); i > 0; i--) {
            input[random.nextInt(input.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return switch (random.nextInt(8)) {
            case 0 -> Arrays.copyOf(input, random.nextInt(input.length));
            case 1 -> join(input, good);
            case 2 -> Arrays.copyOf(input, input.length + 1 + random.nextInt(20));
            default -> input;
        };
    }

    private static String answer(byte[] input, Optional<Libdeflate> library) {
        try {
            return HexFormat.of().formatHex(Gzip.inflate(input, 1 << 20, library));
        } catch (InvalidProfileException e) {
            return String.valueOf(e.getMessage());
        }
    }

    private void assertRefused(byte[] input, String message) {
        assertThatThrownBy(() -> inflate(input, 1 << 20))
                .isInstanceOf(InvalidProfileException.class)
                .hasMessageContaining(message);
    }
}
