/** {@code dns_sd_configs}: targets that a name server knows. Queries run on the event loop; nothing here blocks but the reading of resolv.conf. */
@NullMarked
package io.tributary.collector.discovery.dns;

import org.jspecify.annotations.NullMarked;
