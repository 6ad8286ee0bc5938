package io.tributary.profile.report;

/**
 * What is one row of a report and one frame of a graph: pprof's {@code -granularity}, and packages. What a granularity does
 * not tell apart is added up.
 */
public enum Granularity {
    /** Functions of one name, whatever file or binary they are in. */
    FUNCTIONS(true, false, false, false),
    /** Functions of one name in one file. */
    FILE_FUNCTIONS(true, true, false, false),
    /** Source files. */
    FILES(false, true, false, false),
    /** Lines of source of one function. */
    LINES(true, true, true, false),
    /** Instructions, with the lines that they were made of. */
    ADDRESSES(true, true, true, true),
    /** Packages of Go and of Java, {@link PackageName}; code without one by its binary. */
    PACKAGES(true, false, false, false);

    final boolean names;
    final boolean files;
    final boolean lines;
    final boolean addresses;

    Granularity(boolean names, boolean files, boolean lines, boolean addresses) {
        this.names = names;
        this.files = files;
        this.lines = lines;
        this.addresses = addresses;
    }
}
