package io.tributary.collector.discovery.kubernetes;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;

/** Takes a watch's answer piece by piece, a JSON object in each line, and tells the view. One thread at a time. */
final class WatchEvents {
    /** The API server says that what was asked for is not known any more: list again. */
    static final class Expired extends IOException {
        Expired() {
            super("the resource version has expired");
        }
    }

    private static final int GONE = 410;
    private static final byte END = '\n';

    private final View view;
    private final Resource resource;
    private final int longest;
    private Buffer rest = Buffer.buffer();
    private String version = "";
    private boolean changed;

    /** @param longest bytes of an event */
    WatchEvents(View view, Resource resource, int longest) {
        this.view = view;
        this.resource = resource;
        this.longest = longest;
    }

    /**
     * What a piece brought.
     *
     * @param version of the last event, or the empty string where no event has come yet
     * @param changed whether the view was told anything
     */
    record Progress(String version, boolean changed) {}

    Progress take(Buffer piece) throws IOException {
        changed = false;
        Buffer all = rest.length() == 0 ? piece : rest.appendBuffer(piece);
        int start = 0;
        // What stood here before holds no end of a line.
        for (int i = all.length() - piece.length(); i < all.length(); i++) {
            if (all.getByte(i) == END) {
                if (i > start) {
                    event(new JsonObject(all.getBuffer(start, i)));
                }
                start = i + 1;
            }
        }
        rest = all.getBuffer(start, all.length());
        if (rest.length() > longest) {
            throw new IOException("an event has more than the " + longest + " bytes allowed");
        }
        return new Progress(version, changed);
    }

    private void event(JsonObject event) throws IOException {
        JsonObject object = Json.object(event, "object");
        String type = Json.text(event, "type");
        switch (type) {
            case "ADDED", "MODIFIED" -> {
                view.put(resource, resource.reduced(object));
                changed = true;
            }
            case "DELETED" -> {
                view.remove(resource, object);
                changed = true;
            }
            case "ERROR" -> throw error(object);
            default -> {
                // A bookmark brings nothing but its version.
            }
        }
        String at = Json.text(Json.metadata(object), "resourceVersion");
        if (!at.isEmpty()) {
            version = at;
        }
    }

    private static IOException error(JsonObject status) {
        return Json.text(status, "code").equals(Integer.toString(GONE))
                ? new Expired()
                : new IOException(
                        "the watch ended with " + Json.text(status, "code") + ": " + Json.text(status, "message"));
    }
}
