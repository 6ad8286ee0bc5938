/**
 * What takes away from the store or works on it as a whole: deletion, snapshots, compaction. Only where {@code --web.enable-admin-api} was
 * given, and for administrators; every use is a line of the logger {@code tributary.audit}. Work that takes minutes runs on a pool of its
 * own and goes on when its client is gone.
 */
@NullMarked
package io.tributary.api.admin;

import org.jspecify.annotations.NullMarked;
