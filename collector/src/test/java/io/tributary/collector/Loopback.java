package io.tributary.collector;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;

/** A server on the loopback interface that answers byte by byte as a test says, a virtual thread for each connection. */
final class Loopback implements AutoCloseable {
    /** Answers one request on one connection, which is closed after it. */
    @FunctionalInterface
    interface Script {
        /** Answers; {@code head} is the request's line and headers, or {@code TLS}. */
        void answer(String head, Socket socket, OutputStream out) throws IOException;
    }

    /** The first byte of a client that wants TLS. */
    private static final int TLS_HANDSHAKE = 0x16;

    final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ServerSocket server;
    private final Script script;

    Loopback(Script script) {
        this(0, script);
    }

    /** @param port 0 for any that is free */
    Loopback(int port, Script script) {
        this(port, ServerSocketFactory.getDefault(), script);
    }

    /** @param sockets what it listens with: those of TLS hide the handshake from the script */
    Loopback(int port, ServerSocketFactory sockets, Script script) {
        this.script = script;
        try {
            server = sockets.createServerSocket();
            server.setReuseAddress(true);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    /** Over TLS, with a certificate. */
    static Loopback tls(TestCertificates.Pair pair, Script script) {
        return new Loopback(0, pair.serverSockets(), script);
    }

    /** 200 with these bytes. */
    static Loopback serving(byte[] body) {
        return new Loopback((_, _, out) -> ok(out, body));
    }

    /** A script's, until the test goes on. */
    static void await(CountDownLatch gate) throws IOException {
        try {
            if (!gate.await(20, TimeUnit.SECONDS)) {
                throw new IOException("the test never opened the gate");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    static void ok(OutputStream out, byte[] body) throws IOException {
        respond(out, "200 OK", "application/octet-stream", body);
    }

    static void respond(OutputStream out, String status, String type, byte[] body) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(ascii("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length
                + "\r\nConnection: close\r\n\r\n"));
        all.writeBytes(body);
        out.write(all.toByteArray());
        out.flush();
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    int port() {
        return server.getLocalPort();
    }

    String address() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            } catch (IOException _) {
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String head = head(socket.getInputStream());
            requests.add(head);
            script.answer(head, socket, socket.getOutputStream());
        } catch (IOException _) {
            // The other side hung up, which is what many of these scripts provoke.
        } finally {
            sockets.remove(socket);
        }
    }

    private static String head(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String end = "\r\n\r\n";
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith(end)) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("hung up");
            }
            head.write(next);
            if (head.size() == 1 && next == TLS_HANDSHAKE) {
                return "TLS";
            }
        }
        return head.toString(StandardCharsets.ISO_8859_1);
    }

    /** Returns once the other side has closed its half. */
    static void untilHungUp(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // Nothing more is expected; only the end counts.
        }
    }
}
