package io.tributary.collector.captures;

import io.tributary.collector.config.Address;
import io.tributary.collector.config.CapturesConfig;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.stream.Stream;

/**
 * Lets so many captures go at once, one for each process, so that the four of one alert do not take the places of other targets' while
 * they wait for each other, and one execution trace at all: two large ones would take all the memory there is for large answers, and
 * both could be lost. Event loop only, but for the two numbers.
 */
final class CaptureLine {
    private final Queue<Taking> waiting = new ArrayDeque<>();
    private final Map<Address, Taking> running = new HashMap<>();
    private CapturesConfig limits;
    private volatile int waitingCount;
    private volatile int runningCount;

    CaptureLine(CapturesConfig limits) {
        this.limits = limits;
    }

    void become(CapturesConfig next) {
        limits = next;
        fill();
    }

    /** How many more there is room for. */
    int room() {
        return Math.max(0, limits.maxConcurrent() + limits.maxQueued() - waiting.size() - running.size());
    }

    void add(Taking taking) {
        waiting.add(taking);
        fill();
    }

    /** It waits and runs no longer. */
    void ended(Taking taking) {
        waiting.remove(taking);
        running.remove(taking.address(), taking);
        fill();
    }

    /** All, those that wait first: who ends them in this order begins no other. */
    List<Taking> all() {
        return Stream.concat(waiting.stream(), running.values().stream()).toList();
    }

    int waiting() {
        return waitingCount;
    }

    int running() {
        return runningCount;
    }

    private void fill() {
        Iterator<Taking> next = waiting.iterator();
        Queue<Taking> begun = new ArrayDeque<>();
        while (running.size() < limits.maxConcurrent() && next.hasNext()) {
            Taking taking = next.next();
            boolean mayGo = !taking.isTrace() || running.values().stream().noneMatch(Taking::isTrace);
            if (mayGo && running.putIfAbsent(taking.address(), taking) == null) {
                next.remove();
                begun.add(taking);
            }
        }
        waitingCount = waiting.size();
        runningCount = running.size();
        // Afterwards: what fails at once ends, and makes room for others.
        begun.forEach(Taking::begin);
    }
}
