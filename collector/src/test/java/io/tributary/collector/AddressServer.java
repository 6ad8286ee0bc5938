package io.tributary.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A name server on the loopback interface (RFC 1035) that knows addresses alone, and those as a test says at the moment. */
final class AddressServer implements AutoCloseable {
    private static final int HEADER = 12;
    private static final int NO_SUCH_NAME = 3;

    final AtomicInteger asked = new AtomicInteger();
    private final DatagramSocket socket;
    private final Function<String, @Nullable List<String>> addresses;

    /** @param addresses of a name in IPv4; an empty list is the answer that there is no such name, null is none at all */
    AddressServer(Function<String, @Nullable List<String>> addresses) {
        this.addresses = addresses;
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    String address() {
        return "127.0.0.1:" + socket.getLocalPort();
    }

    private void serve() {
        byte[] buffer = new byte[512];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
                asked.incrementAndGet();
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()));
                if (answer.length > 0) {
                    socket.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException _) {
                return;
            }
        }
    }

    private byte[] answer(byte[] query) {
        StringBuilder name = new StringBuilder();
        int at = HEADER;
        while (query[at] != 0) {
            name.append(new String(query, at + 1, query[at], StandardCharsets.US_ASCII))
                    .append('.');
            at += query[at] + 1;
        }
        int type = query[at + 2];
        int end = at + 5;
        List<String> known = addresses.apply(name.substring(0, name.length() - 1));
        if (known == null) {
            return new byte[0];
        }
        List<String> listed = type == 1 ? known : List.of();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(query, 0, 2);
        out.writeBytes(new byte[] {
            (byte) 0x85,
            (byte) (known.isEmpty() ? 0x80 | NO_SUCH_NAME : 0x80),
            0,
            1,
            0,
            (byte) listed.size(),
            0,
            0,
            0,
            0
        });
        out.write(query, HEADER, end - HEADER);
        for (String address : listed) {
            // The name by reference, A, IN, for no time, four bytes.
            out.writeBytes(new byte[] {(byte) 0xc0, HEADER, 0, 1, 0, 1, 0, 0, 0, 0, 0, 4});
            out.writeBytes(InetAddress.ofLiteral(address).getAddress());
        }
        return out.toByteArray();
    }

    @Override
    public void close() {
        socket.close();
    }
}
