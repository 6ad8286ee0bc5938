package io.tributary.api.view;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tributary.api.http.Json;
import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.profile.Profile;
import io.tributary.profile.filter.FilterName;
import io.tributary.profile.merge.CommonLabel;
import io.tributary.profile.merge.IncompatibleHeadersException;
import io.tributary.profile.merge.ProfileMerger;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Several profiles as one answer, one for each value of a label. JSON formats stand in an object with a list of groups; text has a
 * heading for each; collapsed stacks get a first frame, and a pprof's samples a label, that say which value they belong to. Belongs to
 * one thread, a worker.
 */
public final class GroupedRendering {
    /** Locations of samples held at once for a pprof of several, some hundred megabytes. */
    private static final long MOST_ROWS = 40_000_000;

    private record Part(String value, MadeOf madeOf, byte[] bytes) {}

    private final View view;
    private final String by;
    private final String name;
    private final List<Part> parts = new ArrayList<>();
    private final List<Profile> labelled = new ArrayList<>();
    private final Set<FilterName> matchedNothing = EnumSet.allOf(FilterName.class);
    private MadeOf all = MadeOf.NOTHING;
    private int size;
    private long rows;

    /**
     * @param by the label
     * @param name what all of them are called
     */
    public GroupedRendering(View view, String by, String name) {
        this.view = view;
        this.by = by;
        this.name = name;
    }

    /**
     * Renders one more, or keeps it until the end for a pprof of all.
     *
     * @throws Problem when the profile has no such sample type, or there would be too much of all
     */
    public void add(String value, Profile profile, MadeOf madeOf) {
        all = all.plus(madeOf);
        if (view.format() == Format.PPROF) {
            rows += profile.samples().location().length;
            if (rows > MOST_ROWS) {
                throw tooLarge();
            }
            labelled.add(value.isEmpty() ? profile : CommonLabel.addTo(profile, by, value));
            return;
        }
        Rendering one = Rendering.of(view, profile, name + ' ' + by + '=' + value, BoundedBytes.MOST - size);
        size += one.bytes().length;
        matchedNothing.retainAll(one.matchedNothing());
        parts.add(new Part(value, madeOf, one.bytes()));
    }

    /** What all that were added are made of. */
    public MadeOf madeOf() {
        return all;
    }

    /** All that were added, of which there is at least one. */
    public Rendering done() {
        if (view.format() == Format.PPROF) {
            try {
                return Rendering.of(view, ProfileMerger.merge(labelled), name);
            } catch (IncompatibleHeadersException e) {
                throw new Problem(
                        ProblemType.INCOMPATIBLE_PROFILES,
                        String.valueOf(e.getMessage()),
                        "Ask for each value alone with match, or for one of the JSON formats.");
            }
        }
        BoundedBytes bytes = new BoundedBytes(BoundedBytes.MOST);
        if (view.format().isJson()) {
            Json.write(bytes, this::json);
        } else {
            parts.forEach(part -> bytes.writeBytes(text(part).getBytes(UTF_8)));
        }
        return new Rendering(bytes.toByteArray(), Set.copyOf(matchedNothing));
    }

    private void json(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("by", by);
        json.writeArrayFieldStart("groups");
        for (Part part : parts) {
            json.writeStartObject();
            json.writeStringField("value", part.value());
            json.writeNumberField("profiles", part.madeOf().profiles());
            json.writeNumberField("instances", part.madeOf().instances());
            json.writeNumberField("coverage", part.madeOf().share());
            json.writeFieldName(view.format().text());
            json.writeRawValue(new String(part.bytes(), UTF_8).stripTrailing());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private String text(Part part) {
        String text = new String(part.bytes(), UTF_8);
        if (view.format() == Format.TEXT) {
            return by + "=\"" + part.value() + "\"\n" + text + "\n";
        }
        // As the format has it in all names: nothing stands for a semicolon or a line's end.
        String frame = (by + '=' + part.value()).replace(';', ':').replaceAll("[\\r\\n]", " ") + ';';
        StringBuilder lines = new StringBuilder();
        text.lines().forEach(line -> lines.append(frame).append(line).append('\n'));
        return lines.toString();
    }

    private static Problem tooLarge() {
        return new Problem(
                ProblemType.ANSWER_TOO_LARGE,
                "the groups together have more than " + MOST_ROWS + " locations in their stacks",
                "Ask for fewer of them with match, or for each value alone.");
    }
}
