package io.tributary.collector.discovery.kubernetes;

import io.tributary.collector.discovery.TargetGroup;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The targets of a service's endpoints: each with the labels of the pod behind it, and then the ports of those pods that no
 * endpoint covers.
 */
final class BackedTargets {
    /** A pod that an endpoint names, and the ports of it that endpoints cover. */
    private record Seen(JsonObject pod, Set<String> ports) {}

    private final PodLabels pods;
    private final List<Map<String, String>> targets = new ArrayList<>();
    private final Map<String, Seen> seen = new LinkedHashMap<>();

    BackedTargets(PodLabels pods) {
        this.pods = pods;
    }

    /**
     * Adds one endpoint's port.
     *
     * @param target its own labels, which get the pod's
     * @param port its number, or the empty string
     * @param pod behind it, or an object without anything
     * @param protocol what the container's protocol label says, or null for what the container says
     */
    void add(Map<String, String> target, String port, JsonObject pod, @Nullable String protocol) {
        targets.add(target);
        if (pod.isEmpty()) {
            return;
        }
        seen.computeIfAbsent(Json.key(pod), _ -> new Seen(pod, new HashSet<>()))
                .ports()
                .add(port);
        target.putAll(pods.of(pod));
        for (PodLabels.Container container : PodLabels.containers(pod)) {
            for (JsonObject each : container.ports()) {
                if (!port.isEmpty() && Json.text(each, "containerPort").equals(port)) {
                    target.putAll(container.labels(each));
                    if (protocol != null) {
                        target.put(MetaLabels.PREFIX + "pod_container_port_protocol", protocol);
                    }
                    break;
                }
            }
        }
    }

    /** All of them, those of uncovered ports last. */
    List<Map<String, String>> all() {
        for (Seen each : seen.values()) {
            String ip = PodLabels.ip(each.pod());
            if (!ip.isEmpty()) {
                addUncovered(each, ip);
            }
        }
        return targets;
    }

    private void addUncovered(Seen each, String ip) {
        for (PodLabels.Container container : PodLabels.containers(each.pod())) {
            for (JsonObject port : container.ports()) {
                String number = Json.text(port, "containerPort");
                if (!each.ports().contains(number)) {
                    Map<String, String> target = container.labels(port);
                    target.put(TargetGroup.ADDRESS, PlainGroups.address(ip, number));
                    target.putAll(pods.of(each.pod()));
                    targets.add(target);
                }
            }
        }
    }
}
