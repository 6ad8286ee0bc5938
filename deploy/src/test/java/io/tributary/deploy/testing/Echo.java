package io.tributary.deploy.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

/** A server that sends back whatever it is sent, where who reads errors might look. Its threads end with it. */
public final class Echo implements AutoCloseable {
    /** Where it says what it heard. */
    public enum Way {
        UNAUTHORIZED,
        STATUS,
        REDIRECT,
        BODY,
        JSON,
        CONTENT_TYPE,
        BROKEN_GZIP,
        CUT,
        NO_HTTP,
        /** It is a token endpoint, and gives {@link #TOKEN}. */
        TOKEN_ENDPOINT
    }

    /** What the token endpoint gives. */
    public static final String TOKEN = "mark-granted-token";

    private static final int LARGEST = 64 << 10;

    private final Way way;
    private final ServerSocket server;
    private final List<String> heard = new CopyOnWriteArrayList<>();

    public Echo(Way way) {
        this.way = way;
        try {
            server = new ServerSocket(0, 200, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::accept);
    }

    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /** Every request, with what it has in Base64 decoded. */
    public List<String> heard() {
        return List.copyOf(heard);
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException _) {
            // Closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            socket.setSoTimeout(10_000);
            List<String> said = said(request(socket.getInputStream()));
            // Errors are cut: each time something else comes first.
            Collections.rotate(said, heard.size());
            heard.add(String.join(" ", said));
            answer(String.join(" ", said), socket.getOutputStream());
        } catch (IOException _) {
            // The client had enough.
        }
    }

    private static String request(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0 && head.length() < LARGEST) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("no request");
            }
            head.append((char) next);
        }
        int length = head.toString()
                .lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith("content-length:"))
                .mapToInt(line -> Integer.parseInt(line.replaceAll("\\D", "")))
                .findFirst()
                .orElse(0);
        return head + new String(in.readNBytes(Math.min(length, LARGEST)), StandardCharsets.UTF_8);
    }

    private static List<String> said(String request) {
        List<String> said = new ArrayList<>();
        for (String line : request.lines().toList()) {
            String value = line.replaceFirst("^[A-Za-z-]+: ", "");
            if (value.startsWith("Basic ")) {
                said.add(new String(Base64.getDecoder().decode(value.substring(6)), StandardCharsets.UTF_8));
            }
            if (!value.isEmpty()) {
                said.add(value);
            }
        }
        return said;
    }

    private void answer(String said, OutputStream out) throws IOException {
        String plain = "text/plain";
        switch (way) {
            case UNAUTHORIZED -> respond(out, "401 Unauthorized", plain, "", said);
            case STATUS -> respond(out, "500 " + said, plain, "", said);
            case REDIRECT ->
                respond(
                        out,
                        "302 Found",
                        plain,
                        "Location: http://elsewhere.invalid/" + URLEncoder.encode(said, StandardCharsets.UTF_8) + "?"
                                + URLEncoder.encode(said, StandardCharsets.UTF_8) + "\r\n",
                        said);
            case BODY -> respond(out, "200 OK", "application/octet-stream", "", said);
            case JSON -> respond(out, "200 OK", "application/json", "", "{\"" + said.replace("\"", "") + "\": 1}");
            case CONTENT_TYPE -> respond(out, "200 OK", said, "", said);
            case BROKEN_GZIP -> respond(out, "200 OK", "application/octet-stream", "Content-Encoding: gzip\r\n", said);
            case CUT -> out.write(bytes("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + said));
            case NO_HTTP -> out.write(bytes(said + "\r\n\r\n"));
            case TOKEN_ENDPOINT ->
                respond(out, "200 OK", "application/json", "", "{\"access_token\":\"" + TOKEN + "\"}");
        }
    }

    private static void respond(OutputStream out, String status, String type, String header, String body)
            throws IOException {
        out.write(bytes("HTTP/1.1 " + status + "\r\nContent-Type: " + type + "\r\n" + header + "Content-Length: "
                + bytes(body).length + "\r\nConnection: close\r\n\r\n" + body));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
