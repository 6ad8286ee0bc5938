package io.tributary.api.view;

import io.tributary.api.http.Answer;
import java.util.Locale;

/**
 * What an answer is made of, as its headers say it.
 *
 * @param profiles how many stored profiles
 * @param instances of how many instances
 * @param share which part of the range was profiled, 0 to 1, averaged over these instances
 * @param complete whether samples have all labels that they had
 */
public record MadeOf(long profiles, int instances, double share, boolean complete) {
    public static final MadeOf NOTHING = new MadeOf(0, 0, 0, true);

    /** Of both; what is in both counts twice. */
    public MadeOf plus(MadeOf other) {
        int sum = instances + other.instances;
        return new MadeOf(
                profiles + other.profiles,
                sum,
                sum == 0 ? 0 : (share * instances + other.share * other.instances) / sum,
                complete && other.complete);
    }

    public Answer on(Answer answer) {
        return answer.with("Tributary-Profiles", Long.toString(profiles))
                .with("Tributary-Instances", Integer.toString(instances))
                .with("Tributary-Coverage", shareText())
                .with("Tributary-Labels", complete ? "complete" : "incomplete");
    }

    /** The same for the other side of a comparison. */
    public Answer onAsBase(Answer answer) {
        return answer.with("Tributary-Base-Profiles", Long.toString(profiles))
                .with("Tributary-Base-Instances", Integer.toString(instances))
                .with("Tributary-Base-Coverage", shareText());
    }

    private String shareText() {
        return String.format(Locale.ROOT, "%.4f", share);
    }
}
