package io.tributary.collector.bench;

import io.tributary.profile.wire.Gzip;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/** What hostile targets do with a request. */
final class Hostility {
    private static final String OK = "HTTP/1.1 200 OK";

    /** 80 MB of zeros. */
    private static final int BOMB_BYTES = 80 << 20;

    private static final ByteBuffer BOMB = Program.answer(Gzip.deflate(new byte[BOMB_BYTES], BOMB_BYTES, 6));

    private static final ByteBuffer BODY = ByteBuffer.wrap(Program.ascii("x".repeat(64 << 10)));
    private static final ByteBuffer HEADERS = ByteBuffer.wrap(Program.ascii("X-Header: some value\r\n".repeat(1_000)));
    private static final ByteBuffer INTERIM =
            ByteBuffer.wrap(Program.ascii(Program.head("HTTP/1.1 100 Continue").repeat(100)));

    static final List<Consumer<Connection>> KINDS = List.of(
            Hostility::dripsItsBody,
            Hostility::dripsItsHeader,
            Hostility::sendsABodyWithoutEnd,
            Hostility::sendsHeadersWithoutEnd,
            connection -> connection.flood(INTERIM),
            connection -> connection.send(BOMB.duplicate()),
            connection -> connection.send(
                    Program.head(OK, "Content-Type: application/json", "Content-Length: 8") + "{\"a\": 1}"),
            connection ->
                    connection.send(Program.head(OK, "Content-Type: text/html") + "<html><body>Please log in</body>"),
            connection -> connection.send(Program.head("HTTP/1.1 302 Found", "Location: /login", "Content-Length: 0")),
            Hostility::resets,
            Connection::shutdownOutput,
            _ -> {},
            connection ->
                    connection.send(Program.head("HTTP/1.1 500 Internal Server Error", "Content-Length: 5") + "Oops\n"),
            Connection::close,
            Hostility::speaksNoHttp,
            Hostility::breaksOff);

    private Hostility() {}

    private static void dripsItsBody(Connection connection) {
        connection.send(Program.head(OK));
        connection.drip();
    }

    private static void dripsItsHeader(Connection connection) {
        connection.send(OK + "\r\nX: ");
        connection.drip();
    }

    private static void sendsABodyWithoutEnd(Connection connection) {
        connection.send(Program.head(OK));
        connection.flood(BODY);
    }

    private static void sendsHeadersWithoutEnd(Connection connection) {
        connection.send(OK + "\r\n");
        connection.flood(HEADERS);
    }

    private static void resets(Connection connection) {
        connection.send(Program.head(OK, "Content-Length: 100000") + "abc");
        connection.after(500, connection::reset);
    }

    private static void speaksNoHttp(Connection connection) {
        byte[] garbage = new byte[10_000];
        new Random(1).nextBytes(garbage);
        connection.send(ByteBuffer.wrap(garbage));
    }

    private static void breaksOff(Connection connection) {
        connection.send(Program.head(OK, "Content-Length: 100000") + "abc");
        connection.shutdownOutput();
    }
}
