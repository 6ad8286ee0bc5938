package io.tributary.profile.filter;

/** The filters there are, under the names that {@code go tool pprof} gives its flags, in its order. */
public enum FilterName {
    /** Keeps samples in which some frame's function, file or binary matches. */
    FOCUS("focus"),
    /** Drops samples in which some frame matches. */
    IGNORE("ignore"),
    /** Takes frames that match out of the stacks. */
    HIDE("hide"),
    /** Takes frames that do not match out of the stacks. */
    SHOW("show"),
    /** Takes the callers of the outermost frame that matches out of the stacks, and samples without one altogether. */
    SHOW_FROM("show_from"),
    /** Keeps samples with a label in a range, or with labels that match. */
    TAG_FOCUS("tagfocus"),
    /** Drops such samples. */
    TAG_IGNORE("tagignore"),
    /** Takes what the innermost function that matches called out of the stacks. */
    PRUNE_FROM("prune_from");

    private final String flag;

    FilterName(String flag) {
        this.flag = flag;
    }

    /** The name of the tool's flag, without a dash. */
    public String flag() {
        return flag;
    }
}
