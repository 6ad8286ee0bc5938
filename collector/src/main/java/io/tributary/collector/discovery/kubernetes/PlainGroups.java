package io.tributary.collector.discovery.kubernetes;

import static io.tributary.collector.discovery.kubernetes.MetaLabels.NAMESPACE;
import static io.tributary.collector.discovery.kubernetes.MetaLabels.PREFIX;

import io.tributary.collector.discovery.TargetGroup;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Objects that are targets by themselves: pods, services, nodes, ingresses. */
final class PlainGroups {
    /** In the order in which a node's addresses are taken. */
    private static final List<String> NODE_ADDRESSES =
            List.of("InternalIP", "InternalDNS", "ExternalIP", "ExternalDNS", "LegacyHostIP", "Hostname");

    private final MetaLabels names;
    private final PodLabels pods;

    PlainGroups(MetaLabels names) {
        this.names = names;
        this.pods = new PodLabels(names);
    }

    /** A target for each port of each container, and one for a container without ports. None while the pod has no address. */
    TargetGroup pod(JsonObject pod) {
        String source = "pod/" + Json.key(pod);
        String ip = PodLabels.ip(pod);
        if (ip.isEmpty()) {
            return new TargetGroup(source, List.of());
        }
        Map<String, String> shared = pods.of(pod);
        shared.put(NAMESPACE, Json.namespace(pod));
        List<Map<String, String>> targets = new ArrayList<>();
        for (PodLabels.Container container : PodLabels.containers(pod)) {
            for (JsonObject port : container.ports()) {
                Map<String, String> target = container.labels(port);
                target.put(PREFIX + "pod_container_id", container.id());
                target.put(TargetGroup.ADDRESS, address(ip, Json.text(port, "containerPort")));
                targets.add(target);
            }
            if (container.ports().isEmpty()) {
                Map<String, String> target = container.labels();
                target.put(PREFIX + "pod_container_id", container.id());
                target.put(TargetGroup.ADDRESS, ip);
                targets.add(target);
            }
        }
        return TargetGroup.of(source, shared, targets);
    }

    /** A target for each port. */
    TargetGroup service(JsonObject service) {
        JsonObject spec = Json.object(service, "spec");
        String type = Json.text(spec, "type");
        List<Map<String, String>> targets = new ArrayList<>();
        for (JsonObject port : Json.objects(spec, "ports")) {
            String number = Json.text(port, "port");
            Map<String, String> target = new TreeMap<>();
            target.put(
                    TargetGroup.ADDRESS, address(Json.name(service) + "." + Json.namespace(service) + ".svc", number));
            target.put(PREFIX + "service_port_name", Json.text(port, "name"));
            target.put(PREFIX + "service_port_number", number);
            target.put(PREFIX + "service_port_protocol", PodLabels.protocol(port));
            target.put(PREFIX + "service_type", type);
            if (type.equals("ExternalName")) {
                target.put(PREFIX + "service_external_name", Json.text(spec, "externalName"));
            } else {
                target.put(PREFIX + "service_cluster_ip", Json.text(spec, "clusterIP"));
            }
            if (type.equals("LoadBalancer")) {
                target.put(PREFIX + "service_loadbalancer_ip", loadBalancer(service));
            }
            targets.add(target);
        }
        return TargetGroup.of("svc/" + Json.key(service), serviceLabels(service), targets);
    }

    Map<String, String> serviceLabels(JsonObject service) {
        Map<String, String> labels = new TreeMap<>();
        labels.put(NAMESPACE, Json.namespace(service));
        names.add(labels, "service", Json.metadata(service));
        return labels;
    }

    /** One target: the kubelet. None for a node without an address. */
    TargetGroup node(JsonObject node) {
        String source = "node/" + Json.name(node);
        JsonObject status = Json.object(node, "status");
        Map<String, String> first = new TreeMap<>();
        for (JsonObject address : Json.objects(status, "addresses")) {
            first.putIfAbsent(Json.text(address, "type"), Json.text(address, "address"));
        }
        String host = NODE_ADDRESSES.stream()
                .filter(first::containsKey)
                .map(first::get)
                .findFirst()
                .orElse("");
        if (host.isEmpty()) {
            return new TargetGroup(source, List.of());
        }
        Map<String, String> shared = new TreeMap<>();
        shared.put(PREFIX + "node_provider_id", Json.text(Json.object(node, "spec"), "providerID"));
        for (JsonObject condition : Json.objects(status, "conditions")) {
            shared.put(
                    names.name(
                            PREFIX + "node_condition_",
                            Json.text(condition, "type").toLowerCase(Locale.ROOT)),
                    Json.text(condition, "status").toLowerCase(Locale.ROOT));
        }
        names.add(shared, "node", Json.metadata(node));
        JsonObject kubelet = Json.object(Json.object(status, "daemonEndpoints"), "kubeletEndpoint");
        String port = Json.text(kubelet, "Port");
        Map<String, String> target = new TreeMap<>();
        target.put(TargetGroup.ADDRESS, address(host, port.isEmpty() ? "0" : port));
        target.put("instance", Json.name(node));
        first.forEach((type, address) -> target.put(names.name(PREFIX + "node_address_", type), address));
        return TargetGroup.of(source, shared, List.of(target));
    }

    /** A target for each path of each rule. */
    TargetGroup ingress(JsonObject ingress) {
        JsonObject spec = Json.object(ingress, "spec");
        Map<String, String> shared = new TreeMap<>();
        shared.put(NAMESPACE, Json.namespace(ingress));
        String className = Json.textOrNull(spec, "ingressClassName");
        if (className != null) {
            shared.put(PREFIX + "ingress_class_name", className);
        }
        names.add(shared, "ingress", Json.metadata(ingress));
        List<String> tlsHosts = Json.objects(spec, "tls").stream()
                .flatMap(tls -> Json.texts(tls, "hosts").stream())
                .toList();
        List<Map<String, String>> targets = new ArrayList<>();
        for (JsonObject rule : Json.objects(spec, "rules")) {
            String host = Json.text(rule, "host");
            boolean isTls = tlsHosts.stream().anyMatch(pattern -> isMatch(pattern, host));
            for (String path : paths(rule)) {
                targets.add(Map.of(
                        TargetGroup.ADDRESS,
                        host,
                        PREFIX + "ingress_scheme",
                        isTls ? "https" : "http",
                        PREFIX + "ingress_host",
                        host,
                        PREFIX + "ingress_path",
                        path.isEmpty() ? "/" : path));
            }
        }
        return TargetGroup.of("ingress/" + Json.key(ingress), shared, targets);
    }

    /** {@code host:port}, an IPv6 address in brackets. */
    static String address(String host, String port) {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }

    private static List<String> paths(JsonObject rule) {
        if (!(rule.getValue("http") instanceof JsonObject http)) {
            return List.of("/");
        }
        return Json.objects(http, "paths").stream()
                .map(path -> Json.text(path, "path"))
                .toList();
    }

    /** Whether a certificate for a name, whose first part may be {@code *}, is one for the host. */
    private static boolean isMatch(String pattern, String host) {
        List<String> wanted = Arrays.asList(pattern.split("\\.", -1));
        List<String> given = Arrays.asList(host.split("\\.", -1));
        boolean isWildcard = wanted.getFirst().equals("*") && wanted.size() == given.size();
        return pattern.equals(host)
                || (isWildcard && wanted.subList(1, wanted.size()).equals(given.subList(1, given.size())));
    }

    private static String loadBalancer(JsonObject service) {
        JsonObject balancer = Json.object(Json.object(service, "status"), "loadBalancer");
        String all = Json.objects(balancer, "ingress").stream()
                .map(ingress -> Json.text(ingress, "ip"))
                .filter(ip -> !ip.isEmpty())
                .collect(Collectors.joining(","));
        return all.isEmpty() ? Json.text(Json.object(service, "spec"), "loadBalancerIP") : all;
    }
}
