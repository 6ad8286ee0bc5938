package io.tributary.collector.bench;

import io.tributary.profile.testing.TestData;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A program whose real captures are served, as whole answers in the way of Go's server: in chunks of 2 KB.
 *
 * @param cpu answers with CPU profiles; not to be changed
 * @param heap answers with heap profiles; not to be changed
 */
record Program(List<ByteBuffer> cpu, List<ByteBuffer> heap) {
    private static final int CHUNK = 2 << 10;

    static List<Program> all() {
        List<ByteBuffer> heap = answers(
                "shop/heap-sequence/heap.00.pb.gz",
                "shop/heap-sequence/heap.01.pb.gz",
                "shop/heap-sequence/heap.02.pb.gz",
                "shop/heap-sequence/heap.03.pb.gz",
                "shop/heap-sequence/heap.04.pb.gz");
        return List.of(
                new Program(
                        answers(
                                "shop/v1/cpu.a1.pb.gz",
                                "shop/v1/cpu.a2.pb.gz",
                                "shop/v1/cpu.b1.pb.gz",
                                "shop/v1/cpu.b2.pb.gz"),
                        heap),
                new Program(answers("shop/v2/cpu.a1.pb.gz", "shop/v2/cpu.b1.pb.gz"), heap),
                new Program(
                        answers("pyroscope/profile.a2.pb.gz", "pyroscope/profile.b1.pb.gz"),
                        answers("pyroscope/heap.2.pb.gz")),
                new Program(
                        answers("go-compile/profile.5.pb.gz"),
                        answers("prometheus/heap.1.pb.gz", "prometheus/heap.2.pb.gz")));
    }

    private static List<ByteBuffer> answers(String... names) {
        return List.of(names).stream().map(name -> answer(TestData.bytes(name))).toList();
    }

    /** 200 with a body. */
    static ByteBuffer answer(byte[] body) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(ascii(head(
                "HTTP/1.1 200 OK",
                "Content-Type: application/octet-stream",
                "Content-Disposition: attachment; filename=\"profile\"",
                "X-Content-Type-Options: nosniff",
                "Date: Fri, 27 Nov 2026 12:00:00 GMT",
                "Transfer-Encoding: chunked")));
        for (int at = 0; at < body.length; at += CHUNK) {
            int length = Math.min(CHUNK, body.length - at);
            out.writeBytes(ascii(Integer.toHexString(length) + "\r\n"));
            out.write(body, at, length);
            out.writeBytes(ascii("\r\n"));
        }
        out.writeBytes(ascii("0\r\n\r\n"));
        byte[] all = out.toByteArray();
        return ByteBuffer.allocateDirect(all.length).put(all).flip().asReadOnlyBuffer();
    }

    /** An answer's lines before its body. */
    static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
