package io.tributary.collector;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.collector.config.HttpClientConfig;
import io.tributary.collector.config.KubernetesSdConfig;
import io.tributary.collector.config.KubernetesSdConfig.Role;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every label of every role, held against what Prometheus makes of the same objects. */
class KubernetesLabelsTest {
    private static final String META = "__meta_kubernetes_";

    private final ApiServer server = new ApiServer();
    private final DiscoveryRig rig = new DiscoveryRig();

    @AfterEach
    void close() {
        rig.close();
        server.close();
    }

    private void start(Role role) {
        rig.start(new KubernetesSdConfig(
                role, URI.create(server.url()), null, HttpClientConfig.DEFAULT, false, List.of(), Map.of()));
    }

    /** Lines {@code name=value}; {@code ~} stands for the prefix of Kubernetes' labels. */
    private static Map<String, String> labels(String... texts) {
        Map<String, String> labels = new TreeMap<>();
        for (String text : texts) {
            text.lines().filter(line -> !line.isBlank()).forEach(line -> {
                String[] parts = line.strip().split("=", 2);
                labels.put(parts[0].replace("~", META), parts[1]);
            });
        }
        return labels;
    }

    private List<SortedMap<String, String>> awaitTargets(int count) {
        Await.until("there are " + count + " targets", () -> rig.targets().size() == count);
        return rig.targets();
    }

    private static JsonObject pod() {
        return new JsonObject("""
                {"metadata": {"namespace": "shop", "name": "web-1", "uid": "abc",
                    "labels": {"app.kubernetes.io/name": "web"}, "annotations": {"example.org/port": "6060"},
                    "managedFields": [{"manager": "kubelet"}],
                    "ownerReferences": [{"kind": "Node", "name": "no"},
                        {"kind": "ReplicaSet", "name": "web", "controller": true}]},
                 "spec": {"nodeName": "n1",
                    "containers": [
                      {"name": "web", "image": "web:1", "ports": [
                        {"name": "http", "containerPort": 8080, "protocol": "TCP"},
                        {"containerPort": 6060, "protocol": "TCP"}]},
                      {"name": "side", "image": "side:2"}],
                    "initContainers": [{"name": "init", "image": "init:3", "ports": [
                        {"name": "i", "containerPort": 1, "protocol": "UDP"}]}]},
                 "status": {"podIP": "2001:db8::7", "hostIP": "10.1.0.1", "phase": "Running",
                    "conditions": [{"type": "Initialized", "status": "False"}, {"type": "Ready", "status": "True"}],
                    "containerStatuses": [{"name": "web", "containerID": "containerd://w", "restartCount": 3}],
                    "initContainerStatuses": [{"name": "init", "containerID": "containerd://i"}]}}
                """);
    }

    private static final String POD = """
            ~pod_annotation_example_org_port=6060
            ~pod_annotationpresent_example_org_port=true
            ~pod_controller_kind=ReplicaSet
            ~pod_controller_name=web
            ~pod_host_ip=10.1.0.1
            ~pod_ip=2001:db8::7
            ~pod_label_app_kubernetes_io_name=web
            ~pod_labelpresent_app_kubernetes_io_name=true
            ~pod_name=web-1
            ~pod_node_name=n1
            ~pod_phase=Running
            ~pod_ready=true
            ~pod_uid=abc
            """;

    private static final String HTTP_PORT = """
            ~pod_container_image=web:1
            ~pod_container_init=false
            ~pod_container_name=web
            ~pod_container_port_name=http
            ~pod_container_port_number=8080
            ~pod_container_port_protocol=TCP
            """;

    private static final String PPROF_PORT = """
            ~pod_container_image=web:1
            ~pod_container_init=false
            ~pod_container_name=web
            ~pod_container_port_name=
            ~pod_container_port_number=6060
            ~pod_container_port_protocol=TCP
            """;

    private static final String INIT_PORT = """
            ~pod_container_image=init:3
            ~pod_container_init=true
            ~pod_container_name=init
            ~pod_container_port_name=i
            ~pod_container_port_number=1
            ~pod_container_port_protocol=UDP
            """;

    @Test
    void pods() {
        server.put("pods", pod());
        JsonObject starting = pod();
        starting.getJsonObject("metadata").put("name", "web-2");
        starting.getJsonObject("status").remove("podIP");
        server.put("pods", starting);
        JsonObject ended = new JsonObject("""
                {"metadata": {"namespace": "shop", "name": "web-3"},
                 "spec": {"containers": [{"name": "job"}]}, "status": {"podIP": "10.0.0.3", "phase": "Succeeded"}}
                """);
        server.put("pods", ended);

        start(Role.POD);

        String shared = POD + "~namespace=shop\n";
        assertThat(awaitTargets(5))
                .containsExactly(
                        new TreeMap<>(labels(shared, HTTP_PORT, """
                                __address__=[2001:db8::7]:8080
                                ~pod_container_id=containerd://w
                                """)),
                        new TreeMap<>(labels(shared, PPROF_PORT, """
                                __address__=[2001:db8::7]:6060
                                ~pod_container_id=containerd://w
                                """)),
                        new TreeMap<>(labels(shared, """
                                __address__=2001:db8::7
                                ~pod_container_id=
                                ~pod_container_image=side:2
                                ~pod_container_init=false
                                ~pod_container_name=side
                                """)),
                        new TreeMap<>(labels(shared, INIT_PORT, """
                                __address__=[2001:db8::7]:1
                                ~pod_container_id=containerd://i
                                """)),
                        new TreeMap<>(labels("""
                                __address__=10.0.0.3
                                ~namespace=shop
                                ~pod_container_id=
                                ~pod_container_image=
                                ~pod_container_init=false
                                ~pod_container_name=job
                                ~pod_host_ip=
                                ~pod_ip=10.0.0.3
                                ~pod_name=web-3
                                ~pod_node_name=
                                ~pod_phase=Succeeded
                                ~pod_ready=unknown
                                ~pod_uid=
                                """)));
        assertThat(rig.updates.getLast())
                .extracting(group -> group.source())
                .containsExactly("pod/shop/web-1", "pod/shop/web-2", "pod/shop/web-3");
    }

    private static JsonObject service() {
        return new JsonObject("""
                {"metadata": {"namespace": "shop", "name": "web", "labels": {"tier": "front"}},
                 "spec": {"type": "LoadBalancer", "clusterIP": "10.96.0.1", "loadBalancerIP": "192.0.2.9",
                    "ports": [{"name": "http", "port": 80, "protocol": "TCP"}]},
                 "status": {"loadBalancer": {"ingress": [{"ip": "192.0.2.1"}, {"hostname": "x"}, {"ip": "192.0.2.2"}]}}}
                """);
    }

    private static final String SERVICE = """
            ~namespace=shop
            ~service_label_tier=front
            ~service_labelpresent_tier=true
            ~service_name=web
            """;

    @Test
    void services() {
        server.put("services", service());
        server.put("services", new JsonObject("""
                {"metadata": {"namespace": "shop", "name": "out"},
                 "spec": {"type": "ExternalName", "externalName": "x.example", "ports": [{"port": 81}]}}
                """));

        start(Role.SERVICE);

        assertThat(awaitTargets(2)).containsExactly(new TreeMap<>(labels("""
                                __address__=out.shop.svc:81
                                ~namespace=shop
                                ~service_external_name=x.example
                                ~service_name=out
                                ~service_port_name=
                                ~service_port_number=81
                                ~service_port_protocol=
                                ~service_type=ExternalName
                                """)), new TreeMap<>(labels(SERVICE, """
                                __address__=web.shop.svc:80
                                ~service_cluster_ip=10.96.0.1
                                ~service_loadbalancer_ip=192.0.2.1,192.0.2.2
                                ~service_port_name=http
                                ~service_port_number=80
                                ~service_port_protocol=TCP
                                ~service_type=LoadBalancer
                                """)));
        assertThat(rig.updates.getLast().getLast().source()).isEqualTo("svc/shop/web");
    }

    @Test
    void nodes() {
        server.put("nodes", new JsonObject("""
                {"metadata": {"name": "n1", "labels": {"zone": "a"}}, "spec": {"providerID": "cloud://1"},
                 "status": {"addresses": [{"type": "Hostname", "address": "h"}, {"type": "InternalIP", "address": "10.1.0.1"},
                    {"type": "InternalIP", "address": "10.1.0.2"}], "images": [{"names": ["x"]}],
                    "conditions": [{"type": "Ready", "status": "True"}, {"type": "DiskPressure", "status": "Unknown"}],
                    "daemonEndpoints": {"kubeletEndpoint": {"Port": 10250}}}}
                """));
        server.put("nodes", new JsonObject("""
                {"metadata": {"name": "n2"}, "status": {}}
                """));

        start(Role.NODE);

        assertThat(awaitTargets(1).getFirst()).isEqualTo(new TreeMap<>(labels("""
                __address__=10.1.0.1:10250
                instance=n1
                ~node_address_Hostname=h
                ~node_address_InternalIP=10.1.0.1
                ~node_condition_diskpressure=unknown
                ~node_condition_ready=true
                ~node_label_zone=a
                ~node_labelpresent_zone=true
                ~node_name=n1
                ~node_provider_id=cloud://1
                """)));
        assertThat(rig.updates.getLast().getFirst().source()).isEqualTo("node/n1");
    }

    @Test
    void ingresses() {
        server.put("ingresses", new JsonObject("""
                {"metadata": {"namespace": "shop", "name": "i"},
                 "spec": {"ingressClassName": "nginx", "tls": [{"hosts": ["*.shop.example"]}],
                    "rules": [{"host": "a.shop.example", "http": {"paths": [{"path": "/x"}, {}]}},
                              {"host": "b.a.shop.example"}]}}
                """));

        start(Role.INGRESS);

        String shared = """
                ~ingress_class_name=nginx
                ~ingress_name=i
                ~namespace=shop
                """;
        assertThat(awaitTargets(3))
                .containsExactly(
                        new TreeMap<>(labels(shared, """
                                __address__=a.shop.example
                                ~ingress_host=a.shop.example
                                ~ingress_path=/x
                                ~ingress_scheme=https
                                """)),
                        new TreeMap<>(labels(shared, """
                                __address__=a.shop.example
                                ~ingress_host=a.shop.example
                                ~ingress_path=/
                                ~ingress_scheme=https
                                """)),
                        new TreeMap<>(labels(shared, """
                                __address__=b.a.shop.example
                                ~ingress_host=b.a.shop.example
                                ~ingress_path=/
                                ~ingress_scheme=http
                                """)));
    }

    private static JsonObject slice() {
        return new JsonObject("""
                {"metadata": {"namespace": "shop", "name": "web-x", "labels": {"kubernetes.io/service-name": "web"}},
                 "addressType": "IPv6",
                 "ports": [{"name": "http", "port": 8080, "protocol": "TCP", "appProtocol": "http"}],
                 "endpoints": [
                   {"addresses": ["2001:db8::7"], "nodeName": "n1", "zone": "a", "hostname": "h",
                    "conditions": {"ready": true, "serving": true, "terminating": false},
                    "targetRef": {"kind": "Pod", "namespace": "shop", "name": "web-1"}},
                   {"addresses": ["2001:db8::8"], "conditions": {"ready": false}}]}
                """);
    }

    private static final String SLICE = SERVICE + """
            ~endpointslice_address_type=IPv6
            ~endpointslice_label_kubernetes_io_service_name=web
            ~endpointslice_labelpresent_kubernetes_io_service_name=true
            ~endpointslice_name=web-x
            """;

    private static final String SLICE_PORT = """
            ~endpointslice_port=8080
            ~endpointslice_port_app_protocol=http
            ~endpointslice_port_name=http
            ~endpointslice_port_protocol=TCP
            """;

    @Test
    void endpointSlices() {
        server.put("pods", pod());
        server.put("services", service());
        server.put("endpointslices", slice());

        start(Role.ENDPOINTSLICE);

        assertThat(awaitTargets(4))
                .containsExactly(
                        new TreeMap<>(labels(SLICE, SLICE_PORT, POD, HTTP_PORT, """
                                __address__=[2001:db8::7]:8080
                                ~endpointslice_address_target_kind=Pod
                                ~endpointslice_address_target_name=web-1
                                ~endpointslice_endpoint_conditions_ready=true
                                ~endpointslice_endpoint_conditions_serving=true
                                ~endpointslice_endpoint_conditions_terminating=false
                                ~endpointslice_endpoint_hostname=h
                                ~endpointslice_endpoint_node_name=n1
                                ~endpointslice_endpoint_zone=a
                                """)),
                        new TreeMap<>(labels(SLICE, SLICE_PORT, """
                                __address__=[2001:db8::8]:8080
                                ~endpointslice_endpoint_conditions_ready=false
                                """)),
                        new TreeMap<>(labels(SLICE, POD, PPROF_PORT, "__address__=[2001:db8::7]:6060")),
                        new TreeMap<>(labels(SLICE, POD, INIT_PORT, "__address__=[2001:db8::7]:1")));
        assertThat(rig.updates.getLast().getFirst().source()).isEqualTo("endpointslice/shop/web-x");
    }

    @Test
    void aSliceFollowsItsServiceAndItsPods() {
        server.put("endpointslices", slice());
        start(Role.ENDPOINTSLICE);
        awaitTargets(2);

        server.put("pods", pod());
        awaitTargets(4);
        server.put("services", service());
        Await.until(
                "the service is known",
                () -> rig.targets()
                        .getFirst()
                        .getOrDefault(META + "service_name", "")
                        .equals("web"));
        server.delete("pods", "shop/web-1");
        awaitTargets(2);
        JsonObject second = service();
        second.getJsonObject("spec")
                .put("ipFamilyPolicy", "PreferDualStack")
                .put("ipFamilies", new JsonArray().add("IPv4").add("IPv6"));
        server.put("services", second);

        awaitTargets(0);
    }

    @Test
    void endpoints() {
        server.put("pods", pod());
        server.put("services", service());
        server.put("endpoints", new JsonObject("""
                {"metadata": {"namespace": "shop", "name": "web", "labels": {"a": "b"}},
                 "subsets": [{"ports": [{"name": "http", "port": 8080, "protocol": "TCP"}],
                    "addresses": [{"ip": "2001:db8::7", "nodeName": "n1",
                        "targetRef": {"kind": "Pod", "namespace": "shop", "name": "web-1"}}],
                    "notReadyAddresses": [{"ip": "10.0.0.8", "hostname": "h"}]}]}
                """));

        start(Role.ENDPOINTS);

        String shared = SERVICE + """
                ~endpoints_label_a=b
                ~endpoints_labelpresent_a=true
                ~endpoints_name=web
                """;
        String port = """
                ~endpoint_port_name=http
                ~endpoint_port_protocol=TCP
                """;
        assertThat(awaitTargets(4))
                .containsExactly(
                        new TreeMap<>(labels(shared, port, POD, HTTP_PORT, """
                                __address__=[2001:db8::7]:8080
                                ~endpoint_address_target_kind=Pod
                                ~endpoint_address_target_name=web-1
                                ~endpoint_node_name=n1
                                ~endpoint_ready=true
                                """)),
                        new TreeMap<>(labels(shared, port, """
                                __address__=10.0.0.8:8080
                                ~endpoint_hostname=h
                                ~endpoint_ready=false
                                """)),
                        new TreeMap<>(labels(shared, POD, PPROF_PORT, "__address__=[2001:db8::7]:6060")),
                        new TreeMap<>(labels(shared, POD, INIT_PORT, "__address__=[2001:db8::7]:1")));
    }
}
