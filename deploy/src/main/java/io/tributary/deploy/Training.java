package io.tributary.deploy;

import io.tributary.storage.rocksdb.NativeLibrary;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * What a start can be spared. Keeps RocksDB's library where it need not be unpacked, and asks a running daemon for a little of everything, so that the classes of an answer are loaded when the JVM writes down
 * which there are. Speaks plain HTTP over a socket: a client's own classes have no place in the cache.
 */
final class Training {
    private static final int TIMEOUT_MILLIS = 10_000;
    private static final List<String> PATHS = List.of(
            "/",
            "/-/healthy",
            "/-/ready",
            "/metrics",
            "/api/v1/services",
            "/api/v1/targets",
            "/api/v1/profiles",
            "/api/v1/merge?service=tributary&type=cpu&from=now-5m",
            "/api/v1/pgo/tributary/default.pgo");

    private Training() {}

    /** For the launcher, which names the folder to the JVM of this run and of those to come. */
    static void keepLibrary() throws IOException {
        String paths = System.getProperty("java.library.path", "");
        int end = paths.indexOf(File.pathSeparatorChar);
        NativeLibrary.unpackTo(Path.of(end < 0 ? paths : paths.substring(0, end)));
    }

    /** What is answered does not matter, and that nothing has been collected yet does not either. */
    static void askAround(int port) {
        for (String path : PATHS) {
            try {
                ask(port, path);
            } catch (IOException e) {
                throw new UncheckedIOException("no answer to " + path, e);
            }
        }
    }

    private static void ask(int port, String path) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            String request = "GET " + path + " HTTP/1.1\r\nHost: localhost:" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().readAllBytes();
        }
    }
}
