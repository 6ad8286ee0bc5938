package io.tributary.collector;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/** As much of a Kubernetes API server as lists and watches need, on the loopback interface. */
final class ApiServer implements AutoCloseable {
    /** Something that happened to an object, or to all where there is none. */
    private record Event(long version, String resource, String type, JsonObject object) {}

    private final Map<String, Map<String, JsonObject>> objects = new HashMap<>();
    private final List<Event> events = new ArrayList<>();
    private final Loopback server = new Loopback(this::answer);
    private long version = 100;
    private long oldest = 100;
    private int epoch;
    private int watches;
    private String refusal = "";
    private int pageSize = 500;
    private boolean isHanging;

    String url() {
        return "http://" + server.address();
    }

    List<String> requests() {
        return server.requests.stream()
                .map(head -> head.lines().findFirst().orElse(""))
                .toList();
    }

    /** How many watches there were that are told of what happens, which those that are refused never are. */
    synchronized int watches() {
        return watches;
    }

    List<String> heads() {
        return server.requests;
    }

    /** Adds an object or changes it. */
    synchronized void put(String resource, JsonObject object) {
        JsonObject copy = object.copy();
        copy.getJsonObject("metadata").put("resourceVersion", Long.toString(++version));
        boolean isNew = of(resource).put(key(copy), copy) == null;
        events.add(new Event(version, resource, isNew ? "ADDED" : "MODIFIED", copy));
        notifyAll();
    }

    synchronized void delete(String resource, String key) {
        JsonObject gone = Objects.requireNonNull(of(resource).remove(key)).copy();
        gone.getJsonObject("metadata").put("resourceVersion", Long.toString(++version));
        events.add(new Event(version, resource, "DELETED", gone));
        notifyAll();
    }

    /** Something happens that no watch is told of but by a bookmark. */
    synchronized void bookmark(String resource) {
        version++;
        JsonObject metadata = new JsonObject().put("resourceVersion", Long.toString(version));
        events.add(new Event(version, resource, "BOOKMARK", new JsonObject().put("metadata", metadata)));
        notifyAll();
    }

    /** What happened up to now is forgotten: a watch from before it is refused. */
    synchronized void forget() {
        oldest = version;
    }

    /** Breaks every watch off in the middle. */
    synchronized void drop() {
        epoch++;
        notifyAll();
    }

    /** @param status with which everything is answered, or the empty string for what is right */
    synchronized void refuse(String status) {
        refusal = status;
    }

    /** Whether lists are not answered. */
    synchronized void hang(boolean hangs) {
        isHanging = hangs;
        notifyAll();
    }

    synchronized void pageSize(int size) {
        pageSize = size;
    }

    @Override
    public void close() {
        hang(false);
        drop();
        server.close();
    }

    private Map<String, JsonObject> of(String resource) {
        return objects.computeIfAbsent(resource, _ -> new TreeMap<>());
    }

    private static String key(JsonObject object) {
        JsonObject metadata = object.getJsonObject("metadata");
        return metadata.getString("namespace", "") + "/" + metadata.getString("name");
    }

    private void answer(String head, Socket socket, OutputStream out) throws IOException {
        String target = head.split(" ", 3)[1];
        String path = target.substring(0, target.indexOf('?'));
        Map<String, String> query = new HashMap<>();
        for (String parameter : target.substring(target.indexOf('?') + 1).split("&", -1)) {
            String[] parts = parameter.split("=", 2);
            query.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        String resource = path.substring(path.lastIndexOf('/') + 1);
        String namespace =
                path.contains("/namespaces/") ? path.split("/namespaces/", 2)[1].split("/", 2)[0] : "";
        String status;
        synchronized (this) {
            status = refusal;
        }
        if (!status.isEmpty()) {
            refuse(out, status);
        } else if (query.containsKey("watch")) {
            watch(resource, namespace, Long.parseLong(query.get("resourceVersion")), out);
        } else {
            list(resource, namespace, query, out);
        }
    }

    private static void refuse(OutputStream out, String status) throws IOException {
        JsonObject body = new JsonObject()
                .put("kind", "Status")
                .put("code", Integer.parseInt(status.substring(0, 3)))
                .put("message", "refused by the test");
        Loopback.respond(out, status, "application/json", Loopback.ascii(body.encode()));
    }

    private void list(String resource, String namespace, Map<String, String> query, OutputStream out)
            throws IOException {
        byte[] body;
        synchronized (this) {
            await(() -> !isHanging);
            List<JsonObject> all = of(resource).values().stream()
                    .filter(object -> isIn(object, namespace))
                    .toList();
            int from = Integer.parseInt(query.getOrDefault("continue", "0"));
            int to = Math.min(all.size(), from + Math.min(pageSize, Integer.parseInt(query.get("limit"))));
            if (from > all.size()) {
                refuse(out, "410 Gone");
                return;
            }
            JsonObject metadata = new JsonObject().put("resourceVersion", Long.toString(version));
            if (to < all.size()) {
                metadata.put("continue", Integer.toString(to));
            }
            body = new JsonObject()
                    .put("metadata", metadata)
                    .put("items", new JsonArray(new ArrayList<>(all.subList(from, to))))
                    .toBuffer()
                    .getBytes();
        }
        Loopback.respond(out, "200 OK", "application/json", body);
    }

    private void watch(String resource, String namespace, long since, OutputStream out) throws IOException {
        int mine;
        synchronized (this) {
            mine = epoch;
            if (since < oldest) {
                // Both are what API servers do.
                if (version % 2 == 0) {
                    refuse(out, "410 Gone");
                    return;
                }
            }
        }
        out.write(Loopback.ascii(
                "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"));
        out.flush();
        if (since < oldestNow()) {
            JsonObject status =
                    new JsonObject().put("kind", "Status").put("code", 410).put("message", "too old");
            chunk(
                    out,
                    new JsonObject().put("type", "ERROR").put("object", status).encode() + "\n");
            out.write(Loopback.ascii("0\r\n\r\n"));
            return;
        }
        synchronized (this) {
            watches++;
        }
        long seen = since;
        while (true) {
            List<Event> fresh;
            synchronized (this) {
                long last = seen;
                await(() -> epoch != mine
                        || events.stream()
                                .anyMatch(event -> event.version() > last
                                        && event.resource().equals(resource)));
                if (epoch != mine) {
                    return;
                }
                fresh = events.stream().filter(event -> event.version() > last).toList();
                seen = version;
            }
            for (Event event : fresh) {
                if (event.resource().equals(resource)
                        && (event.type().equals("BOOKMARK") || isIn(event.object(), namespace))) {
                    String line = new JsonObject()
                                    .put("type", event.type())
                                    .put("object", event.object())
                                    .encode()
                            + "\n";
                    // In two pieces, as the network may have it.
                    chunk(out, line.substring(0, line.length() / 2));
                    chunk(out, line.substring(line.length() / 2));
                }
            }
        }
    }

    private synchronized long oldestNow() {
        return oldest;
    }

    private static boolean isIn(JsonObject object, String namespace) {
        return namespace.isEmpty()
                || namespace.equals(object.getJsonObject("metadata").getString("namespace"));
    }

    private static void chunk(OutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.write(Loopback.ascii(Integer.toHexString(bytes.length) + "\r\n"));
        out.write(bytes);
        out.write(Loopback.ascii("\r\n"));
        out.flush();
    }

    /** To be called with the lock. */
    private void await(BooleanSupplier condition) throws IOException {
        try {
            while (!condition.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }
}
