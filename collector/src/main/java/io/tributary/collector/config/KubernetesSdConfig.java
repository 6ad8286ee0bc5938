package io.tributary.collector.config;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Targets from a Kubernetes API server. With neither {@code apiServer} nor {@code kubeconfig} it is the one of the cluster
 * that this process runs in, asked with the pod's service account.
 *
 * @param apiServer where the API server listens
 * @param kubeconfig the file that says where it listens and who we are
 * @param http how {@code apiServer} is spoken to; the default otherwise
 * @param ownNamespace whether the pod's own namespace is among those looked at
 * @param namespaces those looked at; all of them where this is empty and {@code ownNamespace} is false
 * @param selectors what the API server leaves out, by the role whose objects it is about
 */
public record KubernetesSdConfig(
        Role role,
        @Nullable URI apiServer,
        @Nullable Path kubeconfig,
        HttpClientConfig http,
        boolean ownNamespace,
        List<String> namespaces,
        Map<Role, Selector> selectors)
        implements DiscoveryConfig {
    /** Which objects become targets. */
    public enum Role {
        POD,
        SERVICE,
        ENDPOINTS,
        ENDPOINTSLICE,
        NODE,
        INGRESS;

        /** As Prometheus writes it, in files and in labels. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Kubernetes' own selectors, in its syntax; empty for none.
     *
     * @param label {@code app=shop,tier!=cache}
     * @param field {@code spec.nodeName=node-1}
     */
    public record Selector(String label, String field) {
        public static final Selector NONE = new Selector("", "");
    }

    public KubernetesSdConfig {
        namespaces = List.copyOf(namespaces);
        selectors = Map.copyOf(selectors);
    }

    @Override
    public String kind() {
        return "kubernetes";
    }
}
