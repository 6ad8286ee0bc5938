package io.tributary.profile.pgo;

import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import io.tributary.profile.hash.Hashing;

/** What Go calls nodes, under dense numbers: frames that are the same in name, start line, line and address are one. */
final class EdgeNodes extends EdgeTable {
    private final IntColumn names = new IntColumn();
    private final LongColumn startLines = new LongColumn();
    private final LongColumn lines = new LongColumn();
    private final LongColumn addresses = new LongColumn();

    int number(int name, long startLine, long line, long address) {
        int hash = hash(name, startLine, line, address);
        int slot = firstSlot(hash);
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int node = entry - 1;
            if (names.get(node) == name
                    && lines.get(node) == line
                    && addresses.get(node) == address
                    && startLines.get(node) == startLine) {
                return node;
            }
            slot = nextSlot(slot);
        }
        int node = names.size();
        names.add(name);
        startLines.add(startLine);
        lines.add(line);
        addresses.add(address);
        index(hash, node);
        return node;
    }

    @Override
    protected int hash(int node) {
        return hash(names.get(node), startLines.get(node), lines.get(node), addresses.get(node));
    }

    private static int hash(int name, long startLine, long line, long address) {
        long h = Hashing.step(Hashing.step(Hashing.start(), name), startLine);
        return Hashing.finish(Hashing.step(Hashing.step(h, line), address));
    }

    int name(int node) {
        return names.get(node);
    }

    long startLine(int node) {
        return startLines.get(node);
    }

    long line(int node) {
        return lines.get(node);
    }
}
