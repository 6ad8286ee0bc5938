package io.tributary.api.query;

import io.tributary.api.http.Nearest;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Text;
import io.tributary.storage.ProfileStore;
import io.tributary.storage.Selection;
import io.tributary.storage.ServiceSummary;
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

    /** What to answer when nothing of one type was found, of one service or of all. */
    public Problem nothing(Selection selection) {
        return selection.service() == null ? nothingOfAll(selection) : nothingOf(selection.service(), selection);
    }

    private Problem nothingOf(String service, Selection selection) {
        String type = String.valueOf(selection.type());
        ServiceSummary summary = check(service, type);
        return new Problem(
                ProblemType.NO_PROFILES,
                "no %s profiles of %s%s; the newest profile of the service, of any type and instance, is at %s"
                        .formatted(
                                type,
                                Text.shown(service),
                                restriction(selection),
                                Instant.ofEpochMilli(summary.lastMillis())),
                selection.anyOf().isEmpty()
                        ? "Ask for another range with from and to."
                        : "Ask for another range with from and to, or for other instances with match.");
    }

    private static Problem nothingOfAll(Selection selection) {
        return new Problem(
                ProblemType.NO_PROFILES,
                "no %s profiles%s".formatted(Text.shown(String.valueOf(selection.type())), restriction(selection)),
                "Ask for another range with from and to, or another type; /api/v1/services lists them.");
    }

    private static String restriction(Selection selection) {
        return "%s between %s and %s"
                .formatted(
                        selection.anyOf().isEmpty() ? "" : " that match",
                        Instant.ofEpochMilli(selection.range().fromMillis()),
                        Instant.ofEpochMilli(selection.range().toMillis()));
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
