package io.tributary.collector.discovery.kubernetes;

import static io.tributary.collector.discovery.kubernetes.MetaLabels.NAMESPACE;
import static io.tributary.collector.discovery.kubernetes.MetaLabels.PREFIX;

import io.tributary.collector.discovery.TargetGroup;
import io.vertx.core.json.JsonObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Endpoints, of which endpoint slices have taken the place. */
final class EndpointsGroups implements JoinedView.Grouping {
    private static final String ENDPOINT = PREFIX + "endpoint_";

    private final MetaLabels names;
    private final PodLabels pods;
    private final PlainGroups plain;

    EndpointsGroups(MetaLabels names) {
        this.names = names;
        this.pods = new PodLabels(names);
        this.plain = new PlainGroups(names);
    }

    @Override
    public Resource resource() {
        return Resource.ENDPOINTS;
    }

    @Override
    public String service(JsonObject endpoints) {
        return Json.key(endpoints);
    }

    @Override
    public Set<String> pods(JsonObject endpoints) {
        Set<String> keys = new HashSet<>();
        for (JsonObject subset : Json.objects(endpoints, "subsets")) {
            for (String list : List.of("addresses", "notReadyAddresses")) {
                Json.objects(subset, list).forEach(address -> keys.add(pod(address)));
            }
        }
        return keys;
    }

    @Override
    public TargetGroup group(JsonObject endpoints, JoinedView.Neighbours neighbours) {
        Map<String, String> shared = new TreeMap<>();
        shared.put(NAMESPACE, Json.namespace(endpoints));
        JsonObject service = neighbours.service(Json.key(endpoints));
        if (!service.isEmpty()) {
            shared.putAll(plain.serviceLabels(service));
        }
        names.add(shared, "endpoints", Json.metadata(endpoints));
        BackedTargets targets = new BackedTargets(pods);
        for (JsonObject subset : Json.objects(endpoints, "subsets")) {
            for (JsonObject port : Json.objects(subset, "ports")) {
                for (JsonObject address : Json.objects(subset, "addresses")) {
                    add(address, port, "true", neighbours, targets);
                }
                for (JsonObject address : Json.objects(subset, "notReadyAddresses")) {
                    add(address, port, "false", neighbours, targets);
                }
            }
        }
        return TargetGroup.of("endpoints/" + Json.key(endpoints), shared, targets.all());
    }

    private static void add(
            JsonObject address,
            JsonObject port,
            String ready,
            JoinedView.Neighbours neighbours,
            BackedTargets targets) {
        String number = Json.text(port, "port");
        JsonObject target = Json.object(address, "targetRef");
        Map<String, String> labels = new TreeMap<>();
        labels.put(TargetGroup.ADDRESS, PlainGroups.address(Json.text(address, "ip"), number));
        labels.put(ENDPOINT + "port_name", Json.text(port, "name"));
        labels.put(ENDPOINT + "port_protocol", PodLabels.protocol(port));
        labels.put(ENDPOINT + "ready", ready);
        put(labels, "address_target_kind", target, "kind");
        put(labels, "address_target_name", target, "name");
        put(labels, "node_name", address, "nodeName");
        if (!Json.text(address, "hostname").isEmpty()) {
            put(labels, "hostname", address, "hostname");
        }
        targets.add(labels, number, neighbours.pod(pod(address)), PodLabels.protocol(port));
    }

    private static void put(Map<String, String> labels, String name, JsonObject from, String key) {
        String text = Json.textOrNull(from, key);
        if (text != null) {
            labels.put(ENDPOINT + name, text);
        }
    }

    private static String pod(JsonObject address) {
        JsonObject target = Json.object(address, "targetRef");
        return Json.text(target, "kind").equals("Pod")
                ? Json.key(Json.text(target, "namespace"), Json.text(target, "name"))
                : "";
    }
}
