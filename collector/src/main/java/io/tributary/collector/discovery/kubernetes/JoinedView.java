package io.tributary.collector.discovery.kubernetes;

import io.tributary.collector.discovery.TargetGroup;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Endpoints or endpoint slices, with the services they belong to and the pods behind them. What has to be built again is only
 * marked when something changes, and built when somebody asks.
 */
final class JoinedView implements View {
    /** What an object's group is made of beside it. */
    interface Neighbours {
        /** The object, or one without anything where there is none. */
        JsonObject service(String key);

        JsonObject pod(String key);
    }

    /** How one kind of object becomes a group. */
    interface Grouping {
        Resource resource();

        String service(JsonObject object);

        Set<String> pods(JsonObject object);

        TargetGroup group(JsonObject object, Neighbours neighbours);
    }

    private static final JsonObject NOTHING = new JsonObject(Map.of());

    private final Grouping grouping;
    private final Map<Resource, Map<String, JsonObject>> objects = new HashMap<>();
    private final Map<Resource, Set<String>> changed = new HashMap<>();
    private final Map<String, TargetGroup> groups = new TreeMap<>();

    JoinedView(Grouping grouping) {
        this.grouping = grouping;
        for (Resource resource : resources()) {
            objects.put(resource, new HashMap<>());
            changed.put(resource, new HashSet<>());
        }
    }

    @Override
    public List<Resource> resources() {
        return List.of(grouping.resource(), Resource.SERVICES, Resource.PODS);
    }

    @Override
    public void replace(Resource resource, List<JsonObject> all) {
        Set<String> gone = new HashSet<>(of(resource).keySet());
        for (JsonObject object : all) {
            gone.remove(Json.key(object));
            put(resource, object);
        }
        of(resource).keySet().removeAll(gone);
        marks(resource).addAll(gone);
    }

    @Override
    public void put(Resource resource, JsonObject object) {
        String key = Json.key(object);
        if (!object.equals(of(resource).put(key, object))) {
            marks(resource).add(key);
        }
    }

    @Override
    public void remove(Resource resource, JsonObject object) {
        String key = Json.key(object);
        of(resource).remove(key);
        marks(resource).add(key);
    }

    @Override
    public Collection<TargetGroup> groups() {
        Map<String, JsonObject> primary = of(grouping.resource());
        groups.keySet().retainAll(primary.keySet());
        Neighbours neighbours = new Neighbours() {
            @Override
            public JsonObject service(String key) {
                return of(Resource.SERVICES).getOrDefault(key, NOTHING);
            }

            @Override
            public JsonObject pod(String key) {
                return of(Resource.PODS).getOrDefault(key, NOTHING);
            }
        };
        primary.forEach((key, object) -> {
            if (isStale(key, object)) {
                groups.put(key, grouping.group(object, neighbours));
            }
        });
        changed.values().forEach(Set::clear);
        return new ArrayList<>(groups.values());
    }

    private boolean isStale(String key, JsonObject object) {
        if (marks(grouping.resource()).contains(key) || marks(Resource.SERVICES).contains(grouping.service(object))) {
            return true;
        }
        Set<String> pods = marks(Resource.PODS);
        return !pods.isEmpty() && grouping.pods(object).stream().anyMatch(pods::contains);
    }

    private Map<String, JsonObject> of(Resource resource) {
        return objects.computeIfAbsent(resource, _ -> new HashMap<>());
    }

    private Set<String> marks(Resource resource) {
        return changed.computeIfAbsent(resource, _ -> new HashSet<>());
    }
}
