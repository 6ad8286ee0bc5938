package io.tributary.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** An address of a machine that seems to be gone: its backlog is full, so Linux drops what comes. */
final class SilentAddress implements AutoCloseable {
    private static final int CONNECT_MILLIS = 200;

    private final ServerSocket server;
    private final List<Socket> backlog = new ArrayList<>();

    /** @param port 0 for any that is free */
    SilentAddress(String address, int port) {
        try {
            server = new ServerSocket(port, 1, InetAddress.ofLiteral(address));
            while (true) {
                backlog.add(new Socket());
                try {
                    backlog.getLast().connect(server.getLocalSocketAddress(), CONNECT_MILLIS);
                } catch (SocketTimeoutException _) {
                    return;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void close() {
        try {
            for (Socket socket : backlog) {
                socket.close();
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
