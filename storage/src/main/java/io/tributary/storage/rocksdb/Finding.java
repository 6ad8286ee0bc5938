package io.tributary.storage.rocksdb;

/**
 * One thing that is wrong with a store.
 *
 * @param where which file, or which service, day and profile
 * @param what what is wrong with it
 * @param fix what to do
 */
public record Finding(String where, String what, String fix) {
    /** One line for an operator. */
    @Override
    public String toString() {
        return where + ": " + what + "; " + fix;
    }
}
