package io.tributary.storage;

import org.jspecify.annotations.Nullable;

/** A merge with a value beyond 64 bits; the message says of which service, type and sample type. */
public final class MergeOverflowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Names what was merged.
     *
     * @param service of which service, null for all
     * @param type of which profile type, null for all
     * @param sampleType of which value column
     */
    public MergeOverflowException(@Nullable String service, @Nullable String type, String sampleType) {
        super("the values of " + sampleType + " in the " + (type == null ? "" : type + " ") + "profiles of "
                + (service == null ? "all services" : service) + " add up to more than 64 bits hold");
    }
}
