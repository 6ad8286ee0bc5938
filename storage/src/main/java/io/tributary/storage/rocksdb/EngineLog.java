package io.tributary.storage.rocksdb;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.Logger;
import org.slf4j.LoggerFactory;

/**
 * What RocksDB tells nobody else: which parts of its log it could not read, and which files a compaction found damaged. Each
 * kind of damage goes into our log once, since RocksDB repeats it every second. Called by RocksDB's threads.
 */
final class EngineLog extends Logger {
    /** A part of the log that is lost. */
    record Lost(String file, long bytes, String reason) {
        /** What follows on a damaged part is lost for the same reason. */
        Lost and(Lost more) {
            return new Lost(file, bytes + more.bytes, reason);
        }
    }

    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger(EngineLog.class);
    private static final Pattern DROPPED = Pattern.compile("(\\S+\\.log): dropping (\\d+) bytes; (.*)", Pattern.DOTALL);
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final int MOST_KINDS = 200;

    private final Map<String, Lost> lost = new ConcurrentSkipListMap<>();
    private final Set<String> known = ConcurrentHashMap.newKeySet();

    EngineLog() {
        super(InfoLogLevel.WARN_LEVEL);
    }

    @Override
    protected void log(InfoLogLevel level, String message) {
        String line = EngineFailure.oneLine(message.strip());
        Matcher dropped = DROPPED.matcher(line);
        if (dropped.find()) {
            Lost part = new Lost(dropped.group(1), Long.parseLong(dropped.group(2)), dropped.group(3));
            lost.merge(part.file(), part, Lost::and);
        } else if (line.contains("orruption")
                && known.size() < MOST_KINDS
                && known.add(NUMBER.matcher(line).replaceAll("0"))) {
            LOG.warn("RocksDB: {}", line);
        } else {
            LOG.debug("RocksDB: {}", line);
        }
    }

    /** What could not be read of the log when the store was opened. */
    List<Lost> lost() {
        return List.copyOf(lost.values());
    }
}
