package io.tributary.api.query;

import io.tributary.api.http.Answer;
import io.tributary.api.view.Format;
import io.tributary.api.view.Rendering;
import io.tributary.api.view.View;
import io.tributary.profile.filter.FilterName;
import java.util.stream.Collectors;

/** Renderings as answers. */
final class Rendered {
    private Rendered() {}

    static Answer answer(Rendering rendering, View view, MergeQuestion asked) {
        Format format = view.format();
        String fileName =
                FileNames.merge(asked.service(), asked.type(), asked.selection().range(), format.extension());
        Answer answer = Answer.ok(format.contentType(), rendering.bytes())
                .with(
                        "Content-Disposition",
                        (format == Format.PPROF ? "attachment" : "inline") + "; filename=\"" + fileName + '"');
        if (rendering.matchedNothing().isEmpty()) {
            return answer;
        }
        String names = rendering.matchedNothing().stream()
                .sorted()
                .map(FilterName::flag)
                .collect(Collectors.joining(", "));
        return answer.with("Tributary-Unmatched-Filters", names);
    }
}
