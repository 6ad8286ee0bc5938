package io.tributary.api.query;

import io.tributary.api.http.Problem;
import io.tributary.api.http.Text;
import io.tributary.storage.selector.Selector;
import io.tributary.storage.selector.SelectorSyntaxException;

/** Series selectors out of a question. */
public final class Selectors {
    private Selectors() {}

    /**
     * The selector that a text is.
     *
     * @throws Problem when it is none; says where it stops being one
     */
    public static Selector parse(String parameter, String text) {
        try {
            return Selector.parse(text);
        } catch (SelectorSyntaxException e) {
            throw Problem.badParameter(
                    parameter,
                    Text.shown(text) + ": " + e.getMessage(),
                    "Write a selector like {version=\"v2\",region=~\"eu-.*\"}; with curl, use -G --data-urlencode"
                            + " '" + parameter + "={…}'.");
        }
    }
}
