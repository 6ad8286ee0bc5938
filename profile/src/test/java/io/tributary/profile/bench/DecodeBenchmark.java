package io.tributary.profile.bench;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import io.tributary.profile.InvalidProfileException;
import io.tributary.profile.Profile;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.DecodeLimits;
import io.tributary.profile.wire.Gzip;
import io.tributary.profile.wire.PprofDecoder;
import io.tributary.profile.wire.PprofEncoder;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Decoding and encoding of real profiles, beside the floor: inflating, and merely skimming every field. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DecodeBenchmark {
    private static final int GZIP_HEADER = 10;

    @Param({"shop/v1/cpu.a1.pb.gz", "shop/v1/heap.4.pb.gz", "go-compile/profile.1.pb.gz"})
    public String file = "";

    private byte[] gzipped = {};
    private Profile profile = TestData.profile("prometheus/mutex.1.pb.gz");

    @Setup
    public void load() {
        gzipped = TestData.bytes(file);
        profile = TestData.profile(file);
    }

    @Benchmark
    public byte[] inflate() throws InvalidProfileException {
        return Gzip.inflate(gzipped, 1 << 28);
    }

    @Benchmark
    public long inflateAndSkim() throws IOException {
        return inflateAndSkim(gzipped);
    }

    /** The reference: what java.util.zip and protobuf-java take for the same bytes. */
    public static long inflateAndSkim(byte[] gzipped) throws IOException {
        return skim(CodedInputStream.newInstance(inflateByJdk(gzipped)), false);
    }

    /** The one member of a file with a plain header, into an array of the size that it declares. */
    private static byte[] inflateByJdk(byte[] gzipped) throws IOException {
        int size = ByteBuffer.wrap(gzipped).order(ByteOrder.LITTLE_ENDIAN).getInt(gzipped.length - 4);
        byte[] output = new byte[size];
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(gzipped, GZIP_HEADER, gzipped.length - GZIP_HEADER);
            if (inflater.inflate(output) != size) {
                throw new EOFException("the file is cut");
            }
        } catch (DataFormatException e) {
            throw new IOException(e);
        } finally {
            inflater.end();
        }
        CRC32 crc = new CRC32();
        crc.update(output);
        if ((int) crc.getValue()
                != ByteBuffer.wrap(gzipped).order(ByteOrder.LITTLE_ENDIAN).getInt(gzipped.length - 8)) {
            throw new IOException("the file is damaged");
        }
        return output;
    }

    @Benchmark
    public Profile decode() throws InvalidProfileException {
        return PprofDecoder.decode(gzipped, DecodeLimits.DEFAULT);
    }

    @Benchmark
    public byte[] encode() {
        return PprofEncoder.encode(profile, PprofEncoder.NO_GZIP);
    }

    @Benchmark
    public byte[] encodeAndGzip() {
        return PprofEncoder.encode(profile, 1);
    }

    /** Reads every number and goes into every message, keeping nothing but a sum. */
    static long skim(CodedInputStream in, boolean packed) throws IOException {
        long sum = 0;
        if (packed) {
            while (!in.isAtEnd()) {
                sum += in.readRawVarint64();
            }
            return sum;
        }
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
                sum += in.readRawVarint64();
            } else {
                int outer = in.pushLimit(in.readRawVarint32());
                switch (WireFormat.getTagFieldNumber(tag)) {
                    case 2 -> sum += skimSample(in);
                    case 6 -> in.skipRawBytes(in.getBytesUntilLimit());
                    default -> sum += skim(in, false);
                }
                in.popLimit(outer);
            }
        }
        return sum;
    }

    private static long skimSample(CodedInputStream in) throws IOException {
        long sum = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
                sum += in.readRawVarint64();
            } else {
                int outer = in.pushLimit(in.readRawVarint32());
                sum += skim(in, WireFormat.getTagFieldNumber(tag) != 3);
                in.popLimit(outer);
            }
        }
        return sum;
    }
}
