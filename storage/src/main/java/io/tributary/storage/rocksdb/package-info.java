/**
 * The store on RocksDB. {@link io.tributary.storage.rocksdb.RocksStore} is the way in; no type of RocksDB leaves this
 * package. All numbers in keys are big-endian, so that RocksDB's byte order is theirs; a text ends in a zero byte.
 *
 * <pre>
 * column family  key                                                                     value
 * profiles       hour(4) service\0 type\0 minute(1) instance(16) time(8) writer\0 content(8) ProfileRecordCodec
 * activity       level(1) bucket(4) service\0 type\0 writer\0                             Activity: how many, bytes, first, last, changes, which
 * rollups        level(1) bucket(4) service\0 type\0 writer\0                             RollUp
 * rollups        level(1) bucket(4) service\0 type\0 writer\0 instance(16)                InstanceRollUp
 * rollups        level(1) bucket(4) service\0 type\0 writer\0 0(1)                        RollUpParts by HourlyRate
 * dictionary     day(4)  service\0 writer\0 sequence(4)                                  SegmentCodec
 * instances      day(4)  service\0 writer\0 instance(16)                                 LabelsCodec
 * </pre>
 *
 * <p>hour and day count from the Unix epoch, minute is that of the hour, and a bucket counts what its level says: minutes,
 * twenty minutes, hours, six hours or days; instance is the head of the SHA-256 of the labels, content that of the
 * stored record. Everything begins with its bucket of time, so that old hours and days can be dropped as whole files. Service and
 * type come before the instance, since a question names the former and wants all of the latter. A profile's writer comes
 * behind its time, so that an instance's scrapes are in order of time where it went from one writer to another within the
 * hour: an increase between scrapes is wrong in any other order.
 *
 * <p>A partition is (day, service, writer). What a profile adds to its partition's dictionary, its instance's labels,
 * the hour's activity and the profile itself are one write batch, under the partition's lock.
 *
 * <p>A roll-up says how often its profiles had changed when it was made, and activity how often they have: while both are the same it
 * stands for them. So nothing has to be marked, and one that is missing or too old costs time and nothing else. A merge is
 * planned over activity: whole days, then the shorter {@link io.tributary.storage.rocksdb.Level}s one after the other, then profiles ({@link io.tributary.storage.rocksdb.MergePlan}).
 *
 * <p>A roll-up of an hour or longer of many instances has beside its plain sum one in which each instance counts in each hour by its rate
 * ({@link io.tributary.storage.rocksdb.HourlyRate}): how often is told by all that is selected of the hour, so an hour in part, of some
 * instances or of two writers is made of what is below it.
 *
 * <p>What is asked beside merges goes over activity in the same way ({@link io.tributary.storage.rocksdb.BucketWalk}): totals over time from what a
 * roll-up says of each instance ({@link io.tributary.storage.rocksdb.RollUpTotals}), labels from whom it names, and a revision
 * from activity alone.
 *
 * <p>A dictionary leaves out sample labels beyond a bound; the record of a profile that has such labels carries them, and a roll-up says by
 * its stacks that it lacks them ({@link io.tributary.storage.rocksdb.SampleFilter}).
 *
 * <p>Traces lie beside the engine, see {@code storage.traces}.
 *
 * <p>May touch {@code storage}, {@code storage.coding}, {@code storage.selector}, {@code storage.traces} and {@code profile}. Calls block; one thread
 * of its own makes the log durable every second, another makes roll-ups and lets go of what is too old, and some help with large merges.
 */
@NullMarked
package io.tributary.storage.rocksdb;

import org.jspecify.annotations.NullMarked;
