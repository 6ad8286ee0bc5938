package io.tributary.api.http;

/** What a browser may do with an answer (Content-Security-Policy). Every answer has the first, unless it says otherwise. */
public final class ContentPolicy {
    private static final String NEITHER_FRAMED_NOR_MISLED =
            "frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    public static final String HEADER = "Content-Security-Policy";

    /** For what is no page: show it. */
    static final String NOTHING = "default-src 'none'; " + NEITHER_FRAMED_NOR_MISLED;

    private static final String OWN_FILES =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; ";

    /** For the web page: its own files, and questions to its own server. No script and no style in the document itself. */
    public static final String PAGE = OWN_FILES + NEITHER_FRAMED_NOR_MISLED;

    /** For speedscope, which has a font among its files: otherwise as the web page. */
    public static final String SPEEDSCOPE = OWN_FILES + "font-src 'self'; " + NEITHER_FRAMED_NOR_MISLED;

    private ContentPolicy() {}
}
