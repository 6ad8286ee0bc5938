package io.tributary.collector.discovery.kubernetes;

import io.tributary.collector.config.KubernetesSdConfig.Role;
import io.vertx.core.json.JsonObject;

/** A kind of object, and where the API server has it. */
enum Resource {
    PODS("/api/v1", "pods", Role.POD),
    SERVICES("/api/v1", "services", Role.SERVICE),
    ENDPOINTS("/api/v1", "endpoints", Role.ENDPOINTS),
    NODES("/api/v1", "nodes", Role.NODE),
    ENDPOINT_SLICES("/apis/discovery.k8s.io/v1", "endpointslices", Role.ENDPOINTSLICE),
    INGRESSES("/apis/networking.k8s.io/v1", "ingresses", Role.INGRESS);

    private final String group;
    private final String word;
    private final Role selectedBy;

    Resource(String group, String word, Role selectedBy) {
        this.group = group;
        this.word = word;
        this.selectedBy = selectedBy;
    }

    /** @param namespace whose objects, or the empty string for those of all namespaces and of the cluster */
    String path(String namespace) {
        return group + (namespace.isEmpty() ? "" : "/namespaces/" + namespace) + "/" + word;
    }

    /** What labels are made of, without what only fills the memory. */
    JsonObject reduced(JsonObject object) {
        if (this == PODS) {
            return PodLabels.reduced(object);
        }
        Json.metadata(object).remove("managedFields");
        if (this == NODES) {
            Json.object(object, "status").remove("images");
        }
        return object;
    }

    /** As in a URL. */
    String word() {
        return word;
    }

    /** The role that a selector for these objects names. */
    Role selectedBy() {
        return selectedBy;
    }
}
