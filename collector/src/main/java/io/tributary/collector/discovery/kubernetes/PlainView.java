package io.tributary.collector.discovery.kubernetes;

import io.tributary.collector.discovery.TargetGroup;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** One kind of object, each a group of its own. The object itself is not kept. */
final class PlainView implements View {
    private final Resource resource;
    private final Function<JsonObject, TargetGroup> grouping;
    private final Map<String, TargetGroup> groups = new TreeMap<>();

    PlainView(Resource resource, Function<JsonObject, TargetGroup> grouping) {
        this.resource = resource;
        this.grouping = grouping;
    }

    @Override
    public List<Resource> resources() {
        return List.of(resource);
    }

    @Override
    public void replace(Resource of, List<JsonObject> objects) {
        Set<String> keys = new HashSet<>();
        for (JsonObject object : objects) {
            keys.add(Json.key(object));
            put(of, object);
        }
        groups.keySet().retainAll(keys);
    }

    @Override
    public void put(Resource of, JsonObject object) {
        groups.put(Json.key(object), grouping.apply(object));
    }

    @Override
    public void remove(Resource of, JsonObject object) {
        groups.remove(Json.key(object));
    }

    @Override
    public Collection<TargetGroup> groups() {
        return new ArrayList<>(groups.values());
    }
}
