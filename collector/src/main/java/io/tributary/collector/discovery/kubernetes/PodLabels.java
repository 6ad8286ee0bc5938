package io.tributary.collector.discovery.kubernetes;

import static io.tributary.collector.discovery.kubernetes.MetaLabels.PREFIX;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A pod's labels, and those of its containers and their ports. */
final class PodLabels {
    private static final String POD = PREFIX + "pod_";

    /** A container of a pod, with what its status says. */
    record Container(String name, String image, String id, boolean isInit, List<JsonObject> ports) {
        Map<String, String> labels() {
            Map<String, String> labels = new TreeMap<>();
            labels.put(POD + "container_name", name);
            labels.put(POD + "container_image", image);
            labels.put(POD + "container_init", Boolean.toString(isInit));
            return labels;
        }

        /** The labels with those of one of its ports. */
        Map<String, String> labels(JsonObject port) {
            Map<String, String> labels = labels();
            labels.put(POD + "container_port_name", Json.text(port, "name"));
            labels.put(POD + "container_port_number", Json.text(port, "containerPort"));
            labels.put(POD + "container_port_protocol", protocol(port));
            return labels;
        }
    }

    private final MetaLabels names;

    PodLabels(MetaLabels names) {
        this.names = names;
    }

    static String ip(JsonObject pod) {
        return Json.text(Json.object(pod, "status"), "podIP");
    }

    Map<String, String> of(JsonObject pod) {
        JsonObject status = Json.object(pod, "status");
        Map<String, String> labels = new TreeMap<>();
        labels.put(POD + "ip", ip(pod));
        labels.put(POD + "ready", ready(status));
        labels.put(POD + "phase", Json.text(status, "phase"));
        labels.put(POD + "node_name", Json.text(Json.object(pod, "spec"), "nodeName"));
        labels.put(POD + "host_ip", Json.text(status, "hostIP"));
        labels.put(POD + "uid", Json.text(Json.metadata(pod), "uid"));
        names.add(labels, "pod", Json.metadata(pod));
        for (JsonObject owner : Json.objects(Json.metadata(pod), "ownerReferences")) {
            if (Boolean.TRUE.equals(owner.getValue("controller"))) {
                putUnlessEmpty(labels, POD + "controller_kind", Json.text(owner, "kind"));
                putUnlessEmpty(labels, POD + "controller_name", Json.text(owner, "name"));
                break;
            }
        }
        return labels;
    }

    /** Its containers, those that run before the others last. */
    static List<Container> containers(JsonObject pod) {
        List<Container> all = new ArrayList<>();
        add(pod, "containers", "containerStatuses", false, all);
        add(pod, "initContainers", "initContainerStatuses", true, all);
        return all;
    }

    /** The part of a pod that labels are made of: a tenth of it, and what changes most is not in it. */
    static JsonObject reduced(JsonObject pod) {
        JsonObject metadata = new JsonObject();
        for (String key : List.of("name", "namespace", "uid", "labels", "annotations", "ownerReferences")) {
            copy(Json.metadata(pod), key, metadata);
        }
        JsonObject spec = new JsonObject();
        copy(Json.object(pod, "spec"), "nodeName", spec);
        for (String key : List.of("containers", "initContainers")) {
            spec.put(key, parts(Json.object(pod, "spec"), key, List.of("name", "image", "ports")));
        }
        JsonObject status = new JsonObject();
        copy(Json.object(pod, "status"), "podIP", status);
        copy(Json.object(pod, "status"), "hostIP", status);
        copy(Json.object(pod, "status"), "phase", status);
        status.put("conditions", parts(Json.object(pod, "status"), "conditions", List.of("type", "status")));
        for (String key : List.of("containerStatuses", "initContainerStatuses")) {
            status.put(key, parts(Json.object(pod, "status"), key, List.of("name", "containerID")));
        }
        return new JsonObject().put("metadata", metadata).put("spec", spec).put("status", status);
    }

    static String protocol(JsonObject port) {
        return Json.text(port, "protocol");
    }

    private static JsonArray parts(JsonObject of, String list, List<String> keys) {
        JsonArray parts = new JsonArray();
        for (JsonObject object : Json.objects(of, list)) {
            JsonObject part = new JsonObject();
            keys.forEach(key -> copy(object, key, part));
            parts.add(part);
        }
        return parts;
    }

    private static void copy(JsonObject from, String key, JsonObject to) {
        Object value = from.getValue(key);
        if (value != null) {
            to.put(key, value);
        }
    }

    private static void add(JsonObject pod, String key, String statuses, boolean isInit, List<Container> all) {
        for (JsonObject container : Json.objects(Json.object(pod, "spec"), key)) {
            String name = Json.text(container, "name");
            String id = Json.objects(Json.object(pod, "status"), statuses).stream()
                    .filter(status -> Json.text(status, "name").equals(name))
                    .map(status -> Json.text(status, "containerID"))
                    .findFirst()
                    .orElse("");
            all.add(new Container(name, Json.text(container, "image"), id, isInit, Json.objects(container, "ports")));
        }
    }

    /** As Prometheus: the condition's word in lower case, {@code unknown} without one. */
    private static String ready(JsonObject status) {
        return Json.objects(status, "conditions").stream()
                .filter(condition -> Json.text(condition, "type").equals("Ready"))
                .map(condition -> Json.text(condition, "status").toLowerCase(Locale.ROOT))
                .findFirst()
                .orElse("unknown");
    }

    private static void putUnlessEmpty(Map<String, String> labels, String name, String value) {
        if (!value.isEmpty()) {
            labels.put(name, value);
        }
    }
}
