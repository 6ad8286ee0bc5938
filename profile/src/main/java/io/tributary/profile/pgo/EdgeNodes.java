package io.tributary.profile.pgo;

import io.tributary.profile.column.IntColumn;
import io.tributary.profile.column.LongColumn;
import io.tributary.profile.hash.Hashing;

/** What Go calls nodes, under dense numbers: frames that are the same in name, start line, line and address are one. */
final class EdgeNodes {
    private static final int FIRST_SLOTS = 1024;

    private final IntColumn names = new IntColumn();
    private final LongColumn startLines = new LongColumn();
    private final LongColumn lines = new LongColumn();
    private final LongColumn addresses = new LongColumn();
    /** A node's number and one, 0 where the slot is free; a power of two of them. */
    private int[] slots = new int[FIRST_SLOTS];

    int number(int name, long startLine, long line, long address) {
        for (int slot = hash(name, startLine, line, address); ; slot++) {
            int at = slot & (slots.length - 1);
            int node = slots[at] - 1;
            if (node < 0) {
                return add(at, name, startLine, line, address);
            }
            if (names.get(node) == name
                    && lines.get(node) == line
                    && addresses.get(node) == address
                    && startLines.get(node) == startLine) {
                return node;
            }
        }
    }

    private int add(int slot, int name, long startLine, long line, long address) {
        names.add(name);
        startLines.add(startLine);
        lines.add(line);
        addresses.add(address);
        slots[slot] = names.size();
        if (2 * names.size() > slots.length) {
            grow();
        }
        return names.size() - 1;
    }

    private void grow() {
        slots = new int[2 * slots.length];
        for (int node = 0; node < names.size(); node++) {
            int slot = hash(names.get(node), startLines.get(node), lines.get(node), addresses.get(node));
            while (slots[slot & (slots.length - 1)] != 0) {
                slot++;
            }
            slots[slot & (slots.length - 1)] = node + 1;
        }
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
