package io.tributary.collector.discovery.kubernetes;

import io.tributary.collector.config.KubernetesSdConfig;
import io.tributary.collector.config.KubernetesSdConfig.Role;
import io.tributary.collector.config.KubernetesSdConfig.Selector;
import io.tributary.collector.discovery.DiscoveryMachinery;
import io.tributary.collector.discovery.RunningDiscovery;
import io.tributary.collector.discovery.TargetGroup;
import io.tributary.collector.discovery.Workers;
import io.tributary.collector.discovery.client.Client;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects of a cluster as targets. Each namespace has a view of its own, which counts once everything it needs has been listed;
 * one that may not be looked at does not hold up the others.
 */
public final class KubernetesDiscovery extends RunningDiscovery {
    private final KubernetesSdConfig config;
    private final Workers workers;
    private final MetaLabels names = new MetaLabels();
    private final Retry retry;
    private final List<Reflector> reflectors = new ArrayList<>();
    private final List<View> complete = new ArrayList<>();
    private final TreeMap<String, String> troubles = new TreeMap<>();
    private @Nullable Client client;

    public KubernetesDiscovery(DiscoveryMachinery machinery, String job, KubernetesSdConfig config) {
        super(machinery, job, config.kind(), place(config));
        this.config = config;
        this.workers = machinery.workers();
        this.retry = new Retry(
                machinery.vertx(),
                machinery.options().firstRetry(),
                machinery.options().lastRetry());
    }

    @Override
    protected void begin() {
        workers.run(() -> Access.of(config, machinery().options())).onComplete(this::reach);
    }

    @Override
    protected void end() {
        retry.stop();
        reflectors.forEach(Reflector::stop);
        if (client != null) {
            client.close();
        }
        workers.close();
    }

    private void reach(AsyncResult<Access> found) {
        if (announcer().isClosed()) {
            return;
        }
        try {
            if (found.failed()) {
                throw new IllegalStateException(found.cause());
            }
            Access access = found.result();
            client = new Client(vertx(), access.server(), machinery().options().userAgent(), List.of());
            for (String namespace : namespaces(access)) {
                reflect(client, namespace);
            }
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            announcer().failed("the API server cannot be reached: " + cause.getMessage());
            retry.later(this::begin);
            return;
        }
        List.copyOf(reflectors).forEach(Reflector::start);
    }

    private List<String> namespaces(Access access) {
        Set<String> all = new LinkedHashSet<>(config.namespaces());
        if (!access.ownNamespace().isEmpty()) {
            all.add(access.ownNamespace());
        }
        return all.isEmpty() || config.role() == Role.NODE ? List.of("") : List.copyOf(all);
    }

    private void reflect(Client from, String namespace) {
        View view = view();
        Set<Resource> missing = new HashSet<>(view.resources());
        for (Resource resource : view.resources()) {
            String name = namespace + " " + resource.word();
            troubles.put(name, "");
            Reflector.Listener listener = new Reflector.Listener() {
                @Override
                public void listed() {
                    if (missing.remove(resource) && missing.isEmpty()) {
                        complete.add(view);
                    }
                    changed();
                }

                @Override
                public void changed() {
                    if (missing.isEmpty()) {
                        announcer().changed(KubernetesDiscovery.this::groups);
                    }
                }

                @Override
                public void works() {
                    troubles.remove(name);
                    if (troubles.isEmpty()) {
                        announcer().succeeded();
                    }
                }

                @Override
                public void failed(String why) {
                    troubles.put(name, why);
                    announcer().failed(namespace.isEmpty() ? why : "namespace " + namespace + ": " + why);
                }
            };
            Selector selector = config.selectors().getOrDefault(resource.selectedBy(), Selector.NONE);
            reflectors.add(new Reflector(machinery(), from, workers, view, resource, namespace, selector, listener));
        }
    }

    private View view() {
        PlainGroups plain = new PlainGroups(names);
        return switch (config.role()) {
            case POD -> new PlainView(Resource.PODS, plain::pod);
            case SERVICE -> new PlainView(Resource.SERVICES, plain::service);
            case NODE -> new PlainView(Resource.NODES, plain::node);
            case INGRESS -> new PlainView(Resource.INGRESSES, plain::ingress);
            case ENDPOINTS -> new JoinedView(new EndpointsGroups(names));
            case ENDPOINTSLICE -> new JoinedView(new EndpointSliceGroups(names));
        };
    }

    private Future<List<TargetGroup>> groups() {
        List<View> views = List.copyOf(complete);
        return workers.run(() -> {
            List<TargetGroup> all = new ArrayList<>();
            views.forEach(view -> all.addAll(view.groups()));
            return all;
        });
    }

    private static String place(KubernetesSdConfig config) {
        String where = "the cluster's own API server";
        if (config.kubeconfig() != null) {
            where = config.kubeconfig().toString();
        } else if (config.apiServer() != null) {
            where = config.apiServer().getScheme() + "://" + config.apiServer().getRawAuthority();
        }
        return config.role().word() + " from " + where;
    }
}
