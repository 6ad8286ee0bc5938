package io.tributary.storage.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.tributary.profile.Profile;
import io.tributary.profile.dictionary.Dictionary;
import io.tributary.profile.dictionary.InternedProfile;
import io.tributary.profile.dictionary.LabelBounds;
import io.tributary.profile.dictionary.Mark;
import io.tributary.profile.merge.VectorAccumulator;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.TestData;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes that are not what was written: read as something else that is valid, or refused; nothing in between. */
class CorruptDataTest {
    private byte[] segment = new byte[0];
    private byte[] record = new byte[0];
    /** A record with labels of its own. */
    private byte[] labelled = new byte[0];

    private interface Reading {
        void read(byte[] bytes) throws CorruptDataException;
    }

    @BeforeEach
    void write() {
        Dictionary dictionary = new Dictionary();
        Profile profile = RandomProfiles.next(new Random(5));
        InternedProfile interned = dictionary.intern(profile);
        segment = SegmentCodec.encode(dictionary, Mark.START);
        record = ProfileRecordCodec.encode(profile.header(), interned, BlockSizes.NONE);
        assertThat(interned.vector().size()).isPositive();
        InternedProfile some = new Dictionary().intern(profile, Long.MAX_VALUE, new LabelBounds(3, 2, 1 << 20));
        labelled = ProfileRecordCodec.encode(profile.header(), some, BlockSizes.NONE);
        assertThat(some.ownLabels()).isNotNull();
    }

    private static void readSegment(byte[] bytes) throws CorruptDataException {
        Dictionary dictionary = new Dictionary();
        SegmentCodec.apply(dictionary, bytes);
        // What was accepted has to be whole: all of it can be written again.
        SegmentCodec.encode(dictionary, Mark.START);
    }

    private static void readRecord(byte[] bytes) throws CorruptDataException {
        ProfileRecordCodec.decode(bytes, ProfileRecordCodec.decodeFront(bytes), BlockSizes.NONE);
        new VectorAdder(new VectorAccumulator(2, 1), 1 << 16, BlockSizes.NONE).add(bytes);
    }

    @Test
    void everyTruncationIsRefused() {
        everyTruncationIsRefused(segment, CorruptDataTest::readSegment);
        everyTruncationIsRefused(record, CorruptDataTest::readRecord);
        everyTruncationIsRefused(labelled, CorruptDataTest::readRecord);
    }

    private static void everyTruncationIsRefused(byte[] bytes, Reading reading) {
        for (int length = 0; length < bytes.length; length++) {
            byte[] shorter = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> reading.read(shorter))
                    .as("%s of %s bytes", length, bytes.length)
                    .isInstanceOf(CorruptDataException.class)
                    .hasMessageContaining("byte ");
        }
        byte[] longer = Arrays.copyOf(bytes, bytes.length + 1);
        assertThatThrownBy(() -> reading.read(longer))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("1 bytes follow the end");
    }

    @Test
    void everyFlippedBitIsRefusedOrHarmless() {
        assertThat(refusedFlips(segment, CorruptDataTest::readSegment)).isPositive();
        assertThat(refusedFlips(record, CorruptDataTest::readRecord)).isPositive();
        assertThat(refusedFlips(labelled, CorruptDataTest::readRecord)).isPositive();
    }

    @Test
    void flippedBitsInARealSegmentAreRefusedOrHarmless() {
        Dictionary dictionary = new Dictionary();
        dictionary.intern(TestData.profile("etcd/goroutine.1.pb.gz"));
        byte[] real = SegmentCodec.encode(dictionary, Mark.START);
        Random random = new Random(9);
        int refused = 0;
        for (int i = 0; i < 500; i++) {
            byte[] broken = real.clone();
            for (int flips = 1 + random.nextInt(3); flips > 0; flips--) {
                broken[random.nextInt(broken.length)] ^= (byte) (1 << random.nextInt(8));
            }
            refused += refused(broken, CorruptDataTest::readSegment) ? 1 : 0;
        }
        assertThat(refused).isPositive();
    }

    private static int refusedFlips(byte[] bytes, Reading reading) {
        int refused = 0;
        for (int at = 0; at < bytes.length; at++) {
            for (int bit = 0; bit < 8; bit++) {
                byte[] broken = bytes.clone();
                broken[at] ^= (byte) (1 << bit);
                refused += refused(broken, reading) ? 1 : 0;
            }
        }
        return refused;
    }

    private static boolean refused(byte[] bytes, Reading reading) {
        try {
            reading.read(bytes);
            return false;
        } catch (CorruptDataException e) {
            return true;
        } catch (RuntimeException e) {
            return fail("corrupt bytes were not refused but broke the reader", e);
        }
    }

    @Test
    void randomBytesAreRefused() {
        Random random = new Random(13);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            bytes[0] = 1;
            assertThat(refused(bytes, CorruptDataTest::readSegment)).isTrue();
            refused(bytes, CorruptDataTest::readRecord);
            bytes[0] = 2;
            refused(bytes, CorruptDataTest::readRecord);
        }
    }

    @Test
    void aCountBeyondTheBytesAsksForNoMemory() {
        ByteWriter out = new ByteWriter(16);
        out.writeVarint(Integer.MAX_VALUE - 10);
        out.writeVarint(1);
        out.writeVarint(0);
        assertThatThrownBy(() -> VectorCodec.decode(out.toByteArray()))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("number of stacks is 2147483637 where 2 bytes are left");
    }

    @Test
    void aSegmentFollowsOnWhatWasThere() throws Exception {
        Dictionary dictionary = new Dictionary();
        SegmentCodec.apply(dictionary, segment);
        assertThatThrownBy(() -> SegmentCodec.apply(dictionary, segment))
                .isInstanceOf(CorruptDataException.class)
                .hasMessageContaining("it follows on " + Mark.START);
    }

    @Test
    void anotherFormatIsNamed() {
        segment[0] = 9;
        record[0] = 9;
        assertThatThrownBy(() -> readSegment(segment)).hasMessageContaining("format 9, this version reads 1");
        assertThatThrownBy(() -> readRecord(record)).hasMessageContaining("format 9, this version reads 1 and 2");
    }
}
