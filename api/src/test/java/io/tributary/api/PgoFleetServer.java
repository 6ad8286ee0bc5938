package io.tributary.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.storage.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** Tests of the feedback of {@link PgoFleet}, over HTTP. */
abstract class PgoFleetServer {
    static final String HOME = "/api/v1/pgo/" + PgoFleet.SERVICE + "/";
    static final String DEFAULT_PGO = HOME + "default.pgo";
    static final String REPORT = HOME + "report";
    static final Map<String, String> V1 = Map.of(Labels.VERSION, "v1");

    final HeldProfiles store = new HeldProfiles();
    final TestServer api = new TestServer(store);

    @AfterEach
    void stop() {
        api.close();
    }

    /** A day of three instances, good enough to build with, that ended so many hours ago. */
    static List<PgoFleet.Put> aDay(int hoursAgo) {
        List<PgoFleet.Put> puts = new ArrayList<>();
        for (String instance : new String[] {"a", "b", "c"}) {
            puts.addAll(PgoFleet.BUSY.profiles(instance, V1, 24, hoursAgo));
        }
        return puts;
    }

    static JsonNode check(JsonNode report, String name) {
        for (JsonNode check : report.get("checks")) {
            if (check.get("name").asText().equals(name)) {
                return check;
            }
        }
        throw new AssertionError("no check " + name + " in " + report);
    }
}
