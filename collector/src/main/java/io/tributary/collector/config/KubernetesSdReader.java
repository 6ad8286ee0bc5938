package io.tributary.collector.config;

import io.tributary.collector.config.KubernetesSdConfig.Role;
import io.tributary.collector.config.KubernetesSdConfig.Selector;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** An entry of {@code kubernetes_sd_configs}. */
final class KubernetesSdReader {
    private static final String NAMESPACE = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";

    private final Path directory;
    private final HttpClientReader clients;

    KubernetesSdReader(Path directory, HttpClientReader clients) {
        this.directory = directory;
        this.clients = clients;
    }

    @Nullable
    DiscoveryConfig read(Section entry) {
        Problems problems = entry.problems();
        Role role = role(entry, "role");
        if (!entry.has("role")) {
            problems.add(entry.node(), "an entry of kubernetes_sd_configs needs a role: " + words(roles()));
        }
        URI apiServer = HttpSdReader.url(entry, "api_server");
        Path kubeconfig = kubeconfig(entry);
        HttpClientConfig http = clients.readOfDiscovery(entry);
        boolean own = false;
        List<String> names = List.of();
        Section namespaces = entry.section("namespaces", "namespaces");
        if (namespaces != null) {
            own = Boolean.TRUE.equals(namespaces.bool("own_namespace"));
            names = names(namespaces);
            namespaces.refuseUnknown();
        }
        Map<Role, Selector> selectors = role == null ? Map.of() : selectors(entry, role);
        clashes(entry, own);
        entry.refuse(Unsupported.IN_KUBERNETES_SD);
        entry.refuseUnknown();
        return role == null ? null : new KubernetesSdConfig(role, apiServer, kubeconfig, http, own, names, selectors);
    }

    private static void clashes(Section entry, boolean own) {
        Problems problems = entry.problems();
        if (entry.has("kubeconfig_file") && entry.has("api_server")) {
            problems.add(entry.place("kubeconfig_file"), "kubeconfig_file and api_server cannot both be given");
        }
        if (own && (entry.has("kubeconfig_file") || entry.has("api_server"))) {
            problems.add(
                    entry.place("namespaces"),
                    "own_namespace is for a collector inside the cluster: name the namespace where api_server or kubeconfig_file is given");
        }
        for (String key : List.of("basic_auth", "authorization", "oauth2", "tls_config", "http_headers")) {
            if (entry.has(key) && !entry.has("api_server")) {
                problems.add(
                        entry.place(key), key + " needs api_server: without it the cluster's own credentials are used");
            }
        }
    }

    private @Nullable Path kubeconfig(Section entry) {
        String file = entry.string("kubeconfig_file");
        try {
            return file == null ? null : directory.resolve(file);
        } catch (InvalidPathException _) {
            entry.problems().add(entry.place("kubeconfig_file"), "kubeconfig_file is no file name");
            return null;
        }
    }

    private static List<String> names(Section namespaces) {
        for (Node node : namespaces.list("names")) {
            String name = Section.text(node, "a namespace", namespaces.problems());
            if (name != null && !name.matches(NAMESPACE)) {
                namespaces
                        .problems()
                        .add(
                                node,
                                "a namespace must be up to 63 lower-case letters, digits and '-', not "
                                        + Problems.quote(name));
            }
        }
        return DiscoveryReader.strings(namespaces, "names", "a namespace").stream()
                .distinct()
                .toList();
    }

    private static Map<Role, Selector> selectors(Section entry, Role role) {
        Map<Role, Selector> selectors = new EnumMap<>(Role.class);
        List<Role> allowed = selectable(role);
        for (Node node : entry.list("selectors")) {
            Section section = Section.of(node, "a selector", entry.problems());
            if (section == null) {
                continue;
            }
            Role about = role(section, "role");
            String label = section.string("label");
            String field = section.string("field");
            section.refuseUnknown();
            if (!section.has("role")) {
                entry.problems().add(node, "a selector needs a role: " + words(allowed));
            } else if (about != null && !allowed.contains(about)) {
                entry.problems()
                        .add(
                                section.place("role"),
                                "role " + role.word() + " takes selectors for " + words(allowed) + " only, not for "
                                        + about.word());
            } else if (about != null
                    && selectors.put(about, new Selector(label == null ? "" : label, field == null ? "" : field))
                            != null) {
                entry.problems().add(node, "there is already a selector for " + about.word());
            }
        }
        return selectors;
    }

    /** Whose objects are asked for in a role. */
    private static List<Role> selectable(Role role) {
        return switch (role) {
            case POD, SERVICE, NODE, INGRESS -> List.of(role);
            case ENDPOINTS, ENDPOINTSLICE -> List.of(Role.POD, Role.SERVICE, role);
        };
    }

    private static @Nullable Role role(Section section, String key) {
        String word = section.string(key);
        if (word == null) {
            return null;
        }
        for (Role role : Role.values()) {
            if (role.word().equals(word)) {
                return role;
            }
        }
        String nearest = Nearest.of(word, roles().stream().map(Role::word).toList());
        section.problems()
                .add(
                        section.place(key),
                        "role must be one of " + words(roles()) + ", not " + Problems.quote(word)
                                + (nearest == null ? "" : "; did you mean " + Problems.quote(nearest) + "?"));
        return null;
    }

    private static List<Role> roles() {
        return Arrays.asList(Role.values());
    }

    private static String words(List<Role> roles) {
        return roles.stream().map(Role::word).collect(Collectors.joining(", "));
    }
}
