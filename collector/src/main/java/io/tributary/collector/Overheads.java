package io.tributary.collector;

import io.tributary.collector.config.Address;
import io.tributary.collector.schedule.OverheadAccount;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The overhead accounts of processes, one for each address: targets that share one share its account. Its budget is the smallest that
 * their jobs declare; where none does, as much as their timed profiles take as planned. Event loop only, but for the accounts.
 */
final class Overheads {
    private static final double MILLIS = 1_000;

    private final InstantSource clock;
    private final Map<Address, OverheadAccount> accounts = new HashMap<>();

    Overheads(InstantSource clock) {
        this.clock = clock;
    }

    /** What the targets of one process may take and what their timed profiles do. */
    private static final class Sum {
        private double declared = Double.POSITIVE_INFINITY;
        private double planned;
        private double secondsOfEach;

        void add(Plan.Planned target, Series series) {
            Double budget = target.overheadBudget();
            declared = Math.min(declared, budget == null ? Double.POSITIVE_INFINITY : budget);
            planned += series.seconds() * MILLIS / series.interval().toMillis();
            secondsOfEach += series.seconds();
        }

        double share() {
            return Math.min(1, Double.isInfinite(declared) ? planned : declared);
        }
    }

    /** Budgets as a plan has them. What is known of a process stays as long as somebody goes there. */
    void become(Plan plan) {
        Map<Address, Sum> sums = new HashMap<>();
        for (Plan.Planned target : plan.targets()) {
            for (Series series : target.series()) {
                sums.computeIfAbsent(series.scrape().address(), _ -> new Sum()).add(target, series);
            }
        }
        Instant now = clock.instant();
        accounts.keySet().retainAll(sums.keySet());
        sums.forEach((address, sum) -> accounts.computeIfAbsent(address, _ -> new OverheadAccount(now))
                .become(sum.share(), sum.secondsOfEach, now));
    }

    /** Of a process that the plan has. */
    OverheadAccount of(Address address) {
        return Objects.requireNonNull(accounts.get(address));
    }

    /** Counts what a capture took of a process; of one that the plan has not, nobody keeps account. */
    void charge(Address address, double seconds) {
        OverheadAccount account = accounts.get(address);
        if (account != null) {
            account.charge(seconds, clock.instant());
        }
    }
}
