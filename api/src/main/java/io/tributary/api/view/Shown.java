package io.tributary.api.view;

import io.tributary.api.http.Problem;
import io.tributary.api.http.ProblemType;
import io.tributary.api.http.Text;
import io.tributary.profile.Profile;
import io.tributary.profile.ValueType;
import io.tributary.profile.filter.FilterName;
import io.tributary.profile.filter.FilterResult;
import io.tributary.profile.report.SampleValues;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A profile with a view's filters applied.
 *
 * @param whole before filters: what shares refer to
 * @param profile what is left
 * @param column the value column that is shown
 * @param matchedNothing filters whose pattern is nowhere in the profile
 */
record Shown(Profile whole, Profile profile, int column, Set<FilterName> matchedNothing) {
    static Shown of(View view, Profile whole) {
        int column = column(whole, view.sampleType());
        FilterResult filtered = view.filter().apply(whole);
        return new Shown(whole, filtered.profile(), column, filtered.matchedNothing());
    }

    private static int column(Profile profile, String sampleType) {
        if (sampleType.isEmpty()) {
            return SampleValues.defaultColumn(profile);
        }
        List<String> types =
                profile.header().sampleTypes().stream().map(ValueType::type).toList();
        if (!types.contains(sampleType)) {
            throw new Problem(
                    ProblemType.UNKNOWN_SAMPLE_TYPE,
                    "sample_type: these profiles have no sample type " + Text.shown(sampleType),
                    "There is: " + types.stream().distinct().collect(Collectors.joining(", ")) + ".");
        }
        return types.indexOf(sampleType);
    }
}
