package io.tributary.collector;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A small name server on the loopback interface, by UDP and, for long answers, by TCP. */
final class NameServer implements AutoCloseable {
    static final int A = 1;
    static final int NS = 2;
    static final int MX = 15;
    static final int AAAA = 28;
    static final int SRV = 33;

    static final int NXDOMAIN = 3;
    static final int SERVFAIL = 2;
    /** No answer at all. */
    static final int SILENCE = -1;
    /** Bytes that are no message. */
    static final int NONSENSE = -2;

    private static final int LONGEST_UDP = 1_200;
    private static final int MOST_TRIES = 100;

    /** What a name has of a type. */
    private record Key(String name, int type) {}

    /** Two of the same port. */
    private record Sockets(DatagramSocket udp, ServerSocket tcp) {
        /** The number that is free for UDP may be that of a TCP connection: another one then. */
        static Sockets bind() throws IOException {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            for (int tries = 1; ; tries++) {
                DatagramSocket udp = new DatagramSocket(0, loopback);
                try {
                    return new Sockets(udp, new ServerSocket(udp.getLocalPort(), 0, loopback));
                } catch (BindException e) {
                    udp.close();
                    if (tries == MOST_TRIES) {
                        throw e;
                    }
                }
            }
        }
    }

    final List<String> questions = new CopyOnWriteArrayList<>();
    private final Map<Key, List<byte[]>> records = new ConcurrentHashMap<>();
    private final Map<String, Integer> codes = new ConcurrentHashMap<>();
    private final Sockets sockets;

    NameServer() {
        try {
            sockets = Sockets.bind();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serveUdp);
        Thread.ofVirtual().start(this::serveTcp);
    }

    int port() {
        return sockets.udp().getLocalPort();
    }

    /** @param name with a dot at its end */
    NameServer has(String name, int type, byte[]... data) {
        codes.remove(name);
        records.put(new Key(name, type), List.of(data));
        return this;
    }

    /** From now on this name, with a dot at its end, is answered with an error. */
    NameServer answers(String name, int code) {
        codes.put(name, code);
        return this;
    }

    static byte[] address(String text) {
        try {
            return InetAddress.getByName(text).getAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] srv(int port, String target) {
        return bytes(out -> {
            out.writeShort(0);
            out.writeShort(10);
            out.writeShort(port);
            name(out, target);
        });
    }

    static byte[] mx(String target) {
        return bytes(out -> {
            out.writeShort(10);
            name(out, target);
        });
    }

    static byte[] named(String target) {
        return bytes(out -> name(out, target));
    }

    @Override
    public void close() {
        sockets.udp().close();
        try {
            sockets.tcp().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serveUdp() {
        DatagramSocket udp = sockets.udp();
        byte[] buffer = new byte[1 << 12];
        while (!udp.isClosed()) {
            try {
                DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                udp.receive(packet);
                byte[] answer = answer(Arrays.copyOf(buffer, packet.getLength()), LONGEST_UDP);
                if (answer.length > 0) {
                    udp.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
                }
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serveTcp() {
        while (!sockets.tcp().isClosed()) {
            try (Socket socket = sockets.tcp().accept()) {
                DataInputStream in = new DataInputStream(socket.getInputStream());
                byte[] answer = answer(in.readNBytes(in.readUnsignedShort()), 1 << 16);
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.writeShort(answer.length);
                out.write(answer);
                out.flush();
            } catch (IOException _) {
                // The other side hung up, or we are closed.
            }
        }
    }

    private byte[] answer(byte[] query, int most) {
        StringBuilder name = new StringBuilder();
        int at = 12;
        while (query[at] != 0) {
            name.append(new String(query, at + 1, query[at], StandardCharsets.ISO_8859_1))
                    .append('.');
            at += query[at] + 1;
        }
        int type = (query[at + 1] & 0xff) << 8 | (query[at + 2] & 0xff);
        int end = at + 5;
        questions.add(name + " " + type);
        int code = codes.getOrDefault(name.toString(), 0);
        if (code == SILENCE) {
            return new byte[0];
        }
        if (code == NONSENSE) {
            return new byte[] {1, 2, 3, 4, 5};
        }
        List<byte[]> data = code == 0 ? records.getOrDefault(new Key(name.toString(), type), List.of()) : List.of();
        boolean isKnown = records.keySet().stream().anyMatch(key -> key.name().contentEquals(name));
        int result = code == 0 && !isKnown ? NXDOMAIN : code;
        byte[] whole = message(query, end, result, type, data, false);
        return whole.length <= most ? whole : message(query, end, result, type, List.of(), true);
    }

    private static byte[] message(byte[] query, int end, int code, int type, List<byte[]> data, boolean isCut) {
        return bytes(out -> {
            out.write(query, 0, 2);
            out.writeShort(0x8180 | (isCut ? 0x0200 : 0) | code);
            out.writeShort(1);
            out.writeShort(data.size());
            out.writeInt(0);
            out.write(query, 12, end - 12);
            for (byte[] each : data) {
                out.writeShort(0xc00c);
                out.writeShort(type);
                out.writeShort(1);
                out.writeInt(0);
                out.writeShort(each.length);
                out.write(each);
            }
        });
    }

    private static void name(DataOutputStream out, String name) throws IOException {
        for (String label : name.split("\\.", -1)) {
            out.writeByte(label.length());
            out.writeBytes(label);
        }
        out.writeByte(0);
    }

    /** Writes into memory. */
    private interface Writer {
        void write(DataOutputStream out) throws IOException;
    }

    private static byte[] bytes(Writer writer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            writer.write(new DataOutputStream(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
