package io.tributary.collector.discovery;

import io.tributary.collector.config.TargetGroupsFile;
import io.tributary.collector.config.TargetGroupsFile.Group;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Target groups in JSON: {@code [{"targets": ["a:1"], "labels": {"zone": "x"}}]}. Other keys are ignored, as in Prometheus. */
public final class JsonGroups {
    private static final Pattern POSITION = Pattern.compile("line: [0-9]+, column: [0-9]+");

    private JsonGroups() {}

    /**
     * Reads UTF-8 text. For worker threads: it may be long.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    public static List<Group> parse(byte[] json) {
        JsonArray array;
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(json))
                    .toString();
            array = new JsonArray(Buffer.buffer(text));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("this is not UTF-8 text", e);
        } catch (DecodeException | ClassCastException e) {
            throw new IllegalArgumentException("this is no JSON list of target groups" + position(e), e);
        }
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            if (!(array.getValue(i) instanceof JsonObject group)) {
                throw new IllegalArgumentException("group " + i + " must be an object with targets and labels");
            }
            groups.add(new Group(targets(group, i), labels(group, i)));
        }
        return groups;
    }

    /** Where the parser stopped; what else it says is about itself. */
    private static String position(RuntimeException e) {
        Matcher position = POSITION.matcher(String.valueOf(e.getMessage()));
        String last = "";
        while (position.find()) {
            last = ": it goes wrong in " + position.group().replace(":", "");
        }
        return last;
    }

    private static List<String> targets(JsonObject group, int index) {
        Object value = group.getValue("targets");
        if (value == null) {
            return List.of();
        }
        List<String> targets = new ArrayList<>();
        if (value instanceof JsonArray list) {
            for (Object target : list) {
                if (!(target instanceof String text)) {
                    throw new IllegalArgumentException("group " + index + ": a target must be a string");
                }
                targets.add(text);
            }
            return targets;
        }
        throw new IllegalArgumentException("group " + index + ": targets must be a list");
    }

    private static Map<String, String> labels(JsonObject group, int index) {
        Object value = group.getValue("labels");
        Map<String, String> labels = new TreeMap<>();
        if (value == null) {
            return labels;
        }
        if (!(value instanceof JsonObject object)) {
            throw new IllegalArgumentException("group " + index + ": labels must be an object");
        }
        for (Map.Entry<String, Object> label : object) {
            if (!TargetGroupsFile.isLabelName(label.getKey()) || !(label.getValue() instanceof String text)) {
                throw new IllegalArgumentException(
                        "group " + index
                                + ": a label must have a name of letters, digits and '_', not begin with a digit, and a string as its value");
            }
            labels.put(label.getKey(), text);
        }
        return labels;
    }

    /** The groups of one source, numbered, with one more label that says where they come from. */
    public static List<TargetGroup> groups(String source, String label, List<Group> parsed) {
        List<TargetGroup> groups = new ArrayList<>(parsed.size());
        for (Group group : parsed) {
            Map<String, String> shared = new TreeMap<>(group.labels());
            shared.put(label, source);
            List<Map<String, String>> targets = group.targets().stream()
                    .map(target -> Map.of(TargetGroup.ADDRESS, target))
                    .toList();
            groups.add(TargetGroup.of(source + ":" + groups.size(), shared, targets));
        }
        return groups;
    }
}
