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

/** Endpoint slices, {@code discovery.k8s.io/v1}. */
final class EndpointSliceGroups implements JoinedView.Grouping {
    private static final String SLICE = PREFIX + "endpointslice_";
    private static final String SERVICE_NAME = "kubernetes.io/service-name";
    private static final Set<String> DUAL = Set.of("PreferDualStack", "RequireDualStack");

    private final MetaLabels names;
    private final PodLabels pods;
    private final PlainGroups plain;

    EndpointSliceGroups(MetaLabels names) {
        this.names = names;
        this.pods = new PodLabels(names);
        this.plain = new PlainGroups(names);
    }

    @Override
    public Resource resource() {
        return Resource.ENDPOINT_SLICES;
    }

    @Override
    public String service(JsonObject slice) {
        String name = Json.text(Json.object(Json.metadata(slice), "labels"), SERVICE_NAME);
        return name.isEmpty() ? "" : Json.key(Json.namespace(slice), name);
    }

    @Override
    public Set<String> pods(JsonObject slice) {
        Set<String> keys = new HashSet<>();
        Json.objects(slice, "endpoints").forEach(endpoint -> keys.add(pod(endpoint)));
        return keys;
    }

    @Override
    public TargetGroup group(JsonObject slice, JoinedView.Neighbours neighbours) {
        String source = "endpointslice/" + Json.key(slice);
        Map<String, String> shared = new TreeMap<>();
        shared.put(NAMESPACE, Json.namespace(slice));
        shared.put(SLICE + "address_type", Json.text(slice, "addressType"));
        names.add(shared, "endpointslice", Json.metadata(slice));
        JsonObject service = neighbours.service(service(slice));
        if (!service.isEmpty()) {
            shared.putAll(plain.serviceLabels(service));
        }
        if (isSecondFamily(service, slice)) {
            return new TargetGroup(source, List.of());
        }
        BackedTargets targets = new BackedTargets(pods);
        for (JsonObject endpoint : Json.objects(slice, "endpoints")) {
            JsonObject pod = neighbours.pod(pod(endpoint));
            for (JsonObject port : Json.objects(slice, "ports")) {
                for (String address : Json.texts(endpoint, "addresses")) {
                    targets.add(labels(endpoint, port, address), Json.text(port, "port"), pod, null);
                }
            }
        }
        return TargetGroup.of(source, shared, targets.all());
    }

    private Map<String, String> labels(JsonObject endpoint, JsonObject port, String address) {
        String number = Json.text(port, "port");
        JsonObject conditions = Json.object(endpoint, "conditions");
        JsonObject target = Json.object(endpoint, "targetRef");
        Map<String, String> labels = new TreeMap<>();
        labels.put(TargetGroup.ADDRESS, number.isEmpty() ? address : PlainGroups.address(address, number));
        put(labels, "port_name", port, "name");
        put(labels, "port_protocol", port, "protocol");
        put(labels, "port", port, "port");
        put(labels, "port_app_protocol", port, "appProtocol");
        put(labels, "endpoint_conditions_ready", conditions, "ready");
        put(labels, "endpoint_conditions_serving", conditions, "serving");
        put(labels, "endpoint_conditions_terminating", conditions, "terminating");
        put(labels, "endpoint_hostname", endpoint, "hostname");
        put(labels, "address_target_kind", target, "kind");
        put(labels, "address_target_name", target, "name");
        put(labels, "endpoint_node_name", endpoint, "nodeName");
        put(labels, "endpoint_zone", endpoint, "zone");
        for (Map.Entry<String, Object> topology : Json.object(endpoint, "deprecatedTopology")) {
            labels.put(
                    names.name(SLICE + "endpoint_topology_", topology.getKey()), String.valueOf(topology.getValue()));
            labels.put(names.name(SLICE + "endpoint_topology_present_", topology.getKey()), "true");
        }
        return labels;
    }

    private static void put(Map<String, String> labels, String name, JsonObject from, String key) {
        String text = Json.textOrNull(from, key);
        if (text != null) {
            labels.put(SLICE + name, text);
        }
    }

    private static String pod(JsonObject endpoint) {
        JsonObject target = Json.object(endpoint, "targetRef");
        return Json.text(target, "kind").equals("Pod")
                ? Json.key(Json.text(target, "namespace"), Json.text(target, "name"))
                : "";
    }

    /** Whether it says again, in a service's other IP family, what its first one says: its targets would be there twice. */
    private static boolean isSecondFamily(JsonObject service, JsonObject slice) {
        JsonObject spec = Json.object(service, "spec");
        List<String> families = Json.texts(spec, "ipFamilies");
        return DUAL.contains(Json.text(spec, "ipFamilyPolicy"))
                && !families.isEmpty()
                && !families.getFirst().equals(Json.text(slice, "addressType"));
    }
}
