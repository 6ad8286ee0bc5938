package io.tributary.api.query;

import io.tributary.api.http.Nearest;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Text;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.ServiceSummary;
import io.tributary.storage.TimeRange;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a question found nothing: looked up only then, so that questions with an answer do not pay for it. Blocks: for
 * workers.
 */
public final class Catalogue {
    private static final int SUGGESTIONS = 5;

    private final ProfileStore store;

    public Catalogue(ProfileStore store) {
        this.store = store;
    }

    /**
     * What the store knows of a service.
     *
     * @throws Problem when the store knows no such service, or no such type of it
     */
    public ServiceSummary check(String service, @Nullable String type) {
        List<ServiceSummary> services = store.services();
        for (ServiceSummary summary : services) {
            if (summary.service().equals(service)) {
                if (type != null && !summary.types().contains(type)) {
                    throw new Problem(
                            ProblemType.UNKNOWN_TYPE,
                            "type: the service " + Text.shown(service) + " has no profiles of type " + Text.shown(type),
                            "It has: " + String.join(", ", summary.types()) + ".");
                }
                return summary;
            }
        }
        throw unknownService(
                service, services.stream().map(ServiceSummary::service).toList());
    }

    /** What to answer when nothing of it was found. */
    Problem nothing(MergeQuestion asked) {
        return nothing(
                asked.service(),
                asked.type(),
                asked.selection().range(),
                !asked.selection().anyOf().isEmpty());
    }

    /** The same of profiles of one type, of one service or of all. */
    public Problem nothing(Selection selection) {
        String type = String.valueOf(selection.type());
        boolean selected = !selection.anyOf().isEmpty();
        if (selection.service() != null) {
            return nothing(selection.service(), type, selection.range(), selected);
        }
        return new Problem(
                ProblemType.NO_PROFILES,
                "no %s profiles%s between %s and %s"
                        .formatted(
                                Text.shown(type),
                                selected ? " that match" : "",
                                Instant.ofEpochMilli(selection.range().fromMillis()),
                                Instant.ofEpochMilli(selection.range().toMillis())),
                "Ask for another range with from and to, or another type; /api/v1/services lists them.");
    }

    /** What to answer when a known service has nothing in the range. */
    public Problem nothing(String service, String type, TimeRange range, boolean selected) {
        ServiceSummary summary = check(service, type);
        String matching = selected ? " that match" : "";
        return new Problem(
                ProblemType.NO_PROFILES,
                "no %s profiles of %s%s between %s and %s; the newest profile of the service, of any type and instance, is at %s"
                        .formatted(
                                type,
                                Text.shown(service),
                                matching,
                                Instant.ofEpochMilli(range.fromMillis()),
                                Instant.ofEpochMilli(range.toMillis()),
                                Instant.ofEpochMilli(summary.lastMillis())),
                selected
                        ? "Ask for another range with from and to, or for other instances with match."
                        : "Ask for another range with from and to.");
    }

    private static Problem unknownService(String service, List<String> known) {
        String fix;
        if (known.isEmpty()) {
            fix = "Nothing is stored yet; /api/v1/targets shows whether the targets can be reached.";
        } else if (known.size() <= SUGGESTIONS) {
            fix = "There is: " + String.join(", ", known) + ".";
        } else {
            fix = "The nearest of " + known.size() + " are: "
                    + String.join(", ", Nearest.some(service, known, SUGGESTIONS)) + ". /api/v1/services lists all.";
        }
        return new Problem(
                ProblemType.UNKNOWN_SERVICE, "service: nothing is stored of a service " + Text.shown(service), fix);
    }
}
