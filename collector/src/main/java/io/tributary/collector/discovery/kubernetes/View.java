package io.tributary.collector.discovery.kubernetes;

import io.tributary.collector.discovery.TargetGroup;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.List;

/** What is known of a namespace, or of all of them, as groups. One thread at a time. */
interface View {
    /** The kinds of objects it must be told of; complete once all of them were told. */
    List<Resource> resources();

    /** All objects there are of a kind: others are gone. */
    void replace(Resource resource, List<JsonObject> objects);

    /** A new object, or one that has changed. */
    void put(Resource resource, JsonObject object);

    void remove(Resource resource, JsonObject object);

    /** The groups now, in the order of their objects' names. */
    Collection<TargetGroup> groups();
}
