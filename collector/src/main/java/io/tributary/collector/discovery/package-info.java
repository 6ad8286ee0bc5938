/**
 * What the ways of finding targets have in common. A {@link io.tributary.collector.discovery.Discovery} gives the complete
 * list of its {@link io.tributary.collector.discovery.TargetGroup}s each time something changed, on the collector's event
 * loop; an {@link io.tributary.collector.discovery.Announcer} sees to how often, to the status and to the metrics. The kinds
 * are packages below this one; {@link io.tributary.collector.Discoveries} makes one from its configuration.
 *
 * <p>May touch Vert.x, {@code config} and, for requests, {@code fetch}. Requests, timers and state live on the collector's event
 * loop; files are read and answers parsed on the threads {@code tributary-discovery-N}.
 */
@NullMarked
package io.tributary.collector.discovery;

import org.jspecify.annotations.NullMarked;
