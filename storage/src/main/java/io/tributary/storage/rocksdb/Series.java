package io.tributary.storage.rocksdb;

/**
 * Whose profiles follow each other in time.
 *
 * @param service the service's name
 * @param type the profile type
 * @param instance digest of its labels
 */
record Series(String service, String type, Digest instance) {
    static Series of(ProfileKey key) {
        return new Series(key.series().service(), key.series().type(), key.instance());
    }

    static Series of(SeriesBucket bucket, Digest instance) {
        return new Series(bucket.service(), bucket.type(), instance);
    }
}
