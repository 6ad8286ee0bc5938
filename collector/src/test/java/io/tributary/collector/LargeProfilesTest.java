package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.fetch.FetchOptions;
import io.tributary.collector.ingest.IngestOptions;
import io.tributary.profile.Profile;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.storage.Origin;
import io.tributary.storage.PutResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

/** Small on the wire, large in memory: what a hostile target sends to take the memory of all. */
class LargeProfilesTest {
    private static final CollectorOptions TWO_THREADS = new CollectorOptions(
            FetchOptions.DEFAULT,
            new IngestOptions(2, 64, IngestOptions.DEFAULT.limits()),
            64 << 20,
            Duration.ofSeconds(10));

    private static byte[] gzip(byte[] message) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(message);
        }
        return bytes.toByteArray();
    }

    /** The profile with a field of 9 MB that no reader knows. */
    private static byte[] padded(byte[] profile) throws Exception {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        message.write(PprofDecoder.inflate(profile, DecodeLimits.DEFAULT));
        message.write(new byte[] {(byte) 0xa2, 0x06, (byte) 0xc0, (byte) 0xa8, (byte) 0xa5, 0x04});
        message.write(new byte[9_000_000]);
        return gzip(message.toByteArray());
    }

    @Test
    void areStoredOneAfterTheOther() throws Exception {
        Semaphore second = new Semaphore(0);
        AtomicInteger running = new AtomicInteger();
        AtomicBoolean twoAtOnce = new AtomicBoolean();
        RecordingStore store = new RecordingStore() {
            @Override
            public PutResult put(Origin origin, Profile profile) {
                if (running.incrementAndGet() > 1) {
                    twoAtOnce.set(true);
                    second.release();
                }
                try {
                    // Time for another to come, were it let through.
                    second.tryAcquire(300, TimeUnit.MILLISECONDS);
                } catch (InterruptedException e) {
                    throw new AssertionError(e);
                } finally {
                    running.decrementAndGet();
                }
                return super.put(origin, profile);
            }
        };
        byte[] large = padded(TestData.bytes("shop/v1/heap.4.pb.gz"));
        try (Loopback one = Loopback.serving(large);
                Loopback other = Loopback.serving(large);
                Rig rig = new Rig(
                        Rig.file(Rig.heapJob("one", one.address()), Rig.heapJob("other", other.address())),
                        store,
                        TWO_THREADS,
                        InstantSource.system())) {
            Await.until("both are stored", () -> rig.store.countOf("one") > 0 && rig.store.countOf("other") > 0);

            assertThat(twoAtOnce).isFalse();
        }
    }

    /** 6 KB on the wire, 40 MB as numbers. */
    @Test
    void stacksThatUnpackToTooMuchAreRefused() throws Exception {
        byte[] frames = new byte[8_000];
        Arrays.fill(frames, (byte) 1);
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int i = 0; i < 501; i++) {
            // A sample of 8,003 bytes with 8,000 locations.
            message.write(new byte[] {0x12, (byte) 0xc3, 0x3e, 0x0a, (byte) 0xc0, 0x3e});
            message.write(frames);
        }
        try (Loopback hostile = Loopback.serving(gzip(message.toByteArray()));
                Rig rig = new Rig(Rig.file(Rig.heapJob("bad", hostile.address())))) {
            Await.until(
                    "refused",
                    () -> "too_large: sample[500]: more than the 4000000 allowed of location_id in all samples together"
                            .equals(rig.profile("bad").lastError()));

            assertThat(rig.store.puts).isEmpty();
        }
    }
}
