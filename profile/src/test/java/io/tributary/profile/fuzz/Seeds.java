package io.tributary.profile.fuzz;

import com.github.luben.zstd.Zstd;
import com.google.protobuf.CodedOutputStream;
import io.tributary.profile.testing.RandomProfiles;
import io.tributary.profile.testing.TestData;
import io.tributary.profile.wire.Gzip;
import io.tributary.profile.wire.PprofEncoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;

/** Where fuzzing starts from: small real profiles whole and cut, generated ones, and messages made to hurt. */
final class Seeds {
    /** Small ones, inflated below 20 KB: a mutation then hits something that counts. */
    private static final List<String> REAL = List.of(
            "prometheus/block.1.pb.gz",
            "pyroscope/threadcreate.2.pb.gz",
            "etcd/mutex.1.pb.gz",
            "prometheus/profile.1.pb.gz",
            "shop/v1/goroutine.6.pb.gz",
            "prometheus/heap.1.pb.gz",
            "go-compile/profile.79.pb.gz");

    private interface Body {
        void write(CodedOutputStream out) throws IOException;
    }

    private Seeds() {}

    /** Single profiles, or what pretends to be one, by name. */
    static Map<String, byte[]> profiles() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        for (String name : REAL) {
            byte[] gzipped = TestData.bytes(name);
            byte[] plain = gunzip(gzipped);
            String key = name.replace('/', '-').replace(".pb.gz", "");
            seeds.put(key, plain);
            seeds.put(key + "-gzip", gzipped);
            seeds.put(key + "-zstd", Zstd.compress(plain));
            for (int length = 1; length < plain.length; length = length * 2 + 1) {
                seeds.put(key + "-first-" + length, Arrays.copyOf(plain, length));
                seeds.put(key + "-less-" + length, Arrays.copyOf(plain, plain.length - length));
            }
            for (int length = 1; length < gzipped.length; length = length * 2 + 1) {
                seeds.put(key + "-gzip-less-" + length, Arrays.copyOf(gzipped, gzipped.length - length));
            }
        }
        for (int i = 0; i < 12; i++) {
            seeds.put("random-" + i, PprofEncoder.encode(RandomProfiles.next(new Random(i)), i % 4 == 0 ? 1 : 0));
        }
        hostile(seeds);
        return seeds;
    }

    private static void hostile(Map<String, byte[]> seeds) {
        seeds.put("empty", new byte[0]);
        seeds.put("ids-at-2-to-63", message(out -> {
            header(out);
            record(out, 3, m -> m.writeUInt64(1, Long.MIN_VALUE));
            record(out, 5, f -> f.writeUInt64(1, Long.MIN_VALUE + 1));
            record(out, 4, location -> {
                location.writeUInt64(1, -1);
                location.writeUInt64(2, Long.MIN_VALUE);
                record(location, 4, line -> line.writeUInt64(1, Long.MIN_VALUE + 1));
            });
            record(out, 2, sample -> {
                sample.writeUInt64(1, -1);
                sample.writeInt64(2, Long.MIN_VALUE);
            });
        }));
        seeds.put("sample-of-4-GB-declared", message(out -> {
            header(out);
            out.writeTag(2, 2);
            out.writeUInt64NoTag(0xffff_ffffL);
        }));
        seeds.put("sample-of-2-to-63-bytes-declared", message(out -> {
            header(out);
            out.writeTag(2, 2);
            out.writeUInt64NoTag(Long.MIN_VALUE);
        }));
        seeds.put("billions-of-values-declared", message(out -> {
            header(out);
            record(out, 2, sample -> {
                sample.writeTag(2, 2);
                sample.writeUInt64NoTag(3_000_000_000L);
            });
        }));
        seeds.put("string-of-1-GiB-declared", message(out -> {
            header(out);
            out.writeTag(6, 2);
            out.writeUInt64NoTag(1 << 30);
        }));
        seeds.put("many-empty-samples", message(out -> {
            out.writeByteArray(6, new byte[0]);
            for (int i = 0; i < 5_000; i++) {
                record(out, 2, sample -> {});
            }
        }));
        seeds.put("inlined-5000-deep", message(out -> {
            header(out);
            record(out, 5, f -> f.writeUInt64(1, 1));
            record(out, 4, location -> {
                location.writeUInt64(1, 1);
                for (int i = 0; i < 5_000; i++) {
                    record(location, 4, line -> line.writeUInt64(1, 1));
                }
            });
            record(out, 2, sample -> {
                for (int i = 0; i < 500; i++) {
                    sample.writeUInt64(1, 1);
                }
                sample.writeInt64(2, 1);
            });
        }));
        seeds.put("groups-10000-deep", message(out -> {
            header(out);
            for (int i = 0; i < 10_000; i++) {
                out.writeTag(20, 3);
            }
        }));
        seeds.put("ids-that-name-each-other", message(out -> {
            header(out);
            record(out, 4, location -> {
                location.writeUInt64(1, 2);
                location.writeUInt64(2, 2);
                record(location, 4, line -> line.writeUInt64(1, 2));
            });
            record(out, 5, f -> f.writeUInt64(1, 1));
            record(out, 3, m -> m.writeUInt64(1, 1));
        }));
        seeds.put("ids-missing", message(out -> {
            header(out);
            record(out, 2, sample -> {
                sample.writeUInt64(1, 7);
                sample.writeInt64(2, 1);
            });
        }));
        seeds.put("comments-all-one-string", message(out -> {
            header(out);
            out.writeByteArray(6, "x".repeat(2_000).getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < 4_000; i++) {
                out.writeInt64(13, 3);
            }
        }));
        byte[] nothing = gzip(new byte[0]);
        seeds.put("gzip-of-nothing", nothing);
        seeds.put("zstd-of-64-MiB", Zstd.compress(new byte[64 << 20]));
        seeds.put("zstd-of-gzip", Zstd.compress(nothing));
        seeds.put("gzip-empty-members", join(nothing, gzip(message(Seeds::header)), nothing));
        seeds.put("gzip-and-garbage", join(gzip(message(Seeds::header)), new byte[] {1, 2, 3}));
    }

    /** The profiles that are not cut. */
    private static List<Map.Entry<String, byte[]>> whole() {
        List<Map.Entry<String, byte[]>> whole = new ArrayList<>(profiles().entrySet());
        whole.removeIf(
                seed -> seed.getKey().contains("-first-") || seed.getKey().contains("-less-"));
        return whole;
    }

    /** Inputs of {@link MergeTarget}: each profile with itself and with its neighbour. */
    static Map<String, byte[]> pairs() {
        Map<String, byte[]> pairs = new LinkedHashMap<>();
        List<Map.Entry<String, byte[]>> whole = whole();
        for (int i = 0; i < whole.size(); i++) {
            Map.Entry<String, byte[]> a = whole.get(i);
            Map.Entry<String, byte[]> b = whole.get((i + 1) % whole.size());
            pairs.put(a.getKey() + "-twice", MergeTarget.pair(a.getValue(), a.getValue()));
            pairs.put(a.getKey() + "-and-" + b.getKey(), MergeTarget.pair(a.getValue(), b.getValue()));
        }
        return pairs;
    }

    /** Inputs of {@link FilterTarget}: ordinary filters of whole profiles, and patterns made to hurt. */
    static Map<String, byte[]> filtered() {
        Map<String, byte[]> seeds = new LinkedHashMap<>();
        List<Map.Entry<String, byte[]>> whole = whole();
        for (int i = 0; i < whole.size(); i++) {
            String name = whole.get(i).getKey();
            byte[] profile = whole.get(i).getValue();
            seeds.put(name + "-one-" + i % 8, filtered(1 << i % 8, "main|^runtime\\.|[a-f]+$", profile));
            seeds.put(name + "-labels", filtered(1 << 5 | 1 << 6, "bytes=1kb:4mb\n:64,a=b", profile));
            seeds.put(name + "-all", filtered(0xff, "m\n^x\nrun\n.\n(?i)MAIN\n.\nk=v,w\ngo", profile));
        }
        byte[] profile = TestData.bytes("prometheus/heap.1.pb.gz");
        List<String> hostile = List.of(
                "(a*)*b",
                "(x+x+)+y",
                "((a{100}){100}){100}",
                "a{1000}{2}",
                "a{999999999999}",
                "(".repeat(5_000),
                "(".repeat(90) + ")".repeat(90),
                "a|".repeat(490) + "b",
                "(.?){400}z",
                "a?".repeat(250) + "a".repeat(250),
                "[".repeat(3),
                "[^\\x{0}-\\x{10FFFF}]",
                "\\pL\\p{Greek}\\P{^Lu}",
                "\\x{110000}",
                "\\Q(((",
                "(?i:(?s).(?P<n>x))",
                "(?P<n>a)(?P<n>b)",
                "(?=a)\\1",
                "\\C\\b\\B\\A\\z",
                "[[:alpha:]--[:^x:]]",
                "9223372036854775808kb:",
                "=,,,",
                "k=-1:+9999999999999999999");
        for (int i = 0; i < hostile.size(); i++) {
            for (int filter = 0; filter < 8; filter++) {
                seeds.put("hostile-" + i + "-" + filter, filtered(1 << filter, hostile.get(i), profile));
            }
        }
        return seeds;
    }

    private static byte[] filtered(int filters, String patterns, byte[] profile) {
        return FilterTarget.input(filters, patterns.getBytes(StandardCharsets.UTF_8), profile);
    }

    /** One gzip member of 1 GiB of zeros in about 1 MB; its trailer is missing, since nobody should come as far. */
    static byte[] bomb() {
        Deflater deflater = new Deflater(9, true);
        byte[] buffer = new byte[8 << 10];
        try {
            deflater.setInput(new byte[1 << 20]);
            int length = deflater.deflate(buffer, 0, buffer.length, Deflater.FULL_FLUSH);
            byte[] mebibyte = Arrays.copyOf(buffer, length);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff});
            for (int i = 0; i < 1024; i++) {
                out.writeBytes(mebibyte);
            }
            return out.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** A sample type and the strings that it needs. */
    private static void header(CodedOutputStream out) throws IOException {
        for (String string : List.of("", "cpu", "nanoseconds")) {
            out.writeString(6, string);
        }
        record(out, 1, type -> {
            type.writeInt64(1, 1);
            type.writeInt64(2, 2);
        });
    }

    private static void record(CodedOutputStream out, int field, Body body) throws IOException {
        out.writeByteArray(field, message(body));
    }

    private static byte[] message(Body body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            body.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] gzip(byte[] data) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Gzip.deflate(data, data.length, 6, out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static byte[] gunzip(byte[] gzipped) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(gzipped))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }
}
