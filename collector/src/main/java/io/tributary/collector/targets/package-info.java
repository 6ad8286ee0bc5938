/**
 * From what was discovered to what is scraped. {@link io.tributary.collector.targets.JobTargets} puts the labels of one job's
 * targets through its {@code relabel_configs} and reads from what comes out how each is reached;
 * {@link io.tributary.collector.targets.TargetSet} adds up the jobs, each process once, and takes this collector's shard.
 *
 * <p>As in Parca, each profile type of a target goes through the rules by itself, with {@code __name__} and
 * {@code __profile_path__} set. So a rule may drop one type, move its path or give it an interval of its own; what comes out
 * with the same labels is one {@link io.tributary.collector.targets.Target}.
 *
 * <p>How a type that is not scraped is asked for, {@link io.tributary.collector.targets.OnDemand} works out when it is to be captured.
 *
 * <p>Pure functions of the configuration and of label maps: no I/O, no threads, no clock, no Vert.x.
 */
@NullMarked
package io.tributary.collector.targets;

import org.jspecify.annotations.NullMarked;
