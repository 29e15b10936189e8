package io.lastmile.deploy;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// Who pays for a line, and what the books know of its service. How they pay is a pure function of
/// the seed, the line, and the days that are paid: a start that was interrupted goes on with what
/// it finds in the books.
record PastPayer(long seed, Line line, Optional<Service> service) {
    /// Whose a line is, by which plan and since which day; `key` is its name on its router.
    record Line(int id, int customer, int plan, String key, boolean corporate, LocalDate since) {}

    /// `until` is the first day that is not paid, `credit` what is left of earlier money.
    record Service(int id, boolean postpaid, Optional<LocalDate> until, Money credit) {}

    /// What somebody does about their bill on a day.
    enum Act {
        /// Buys the next time of a prepaid service; twice as much money is the next one's too.
        BUY,
        BUY_TWICE,
        /// Brings the half, and the rest some days later.
        HALF,
        REST,
        /// Is away for a while.
        PAUSE,
        /// Pays all that is open, or about the half of it.
        PAY,
        PAY_HALF,
        /// Wants less for days without service.
        DISPUTE,
        CHEQUE,
        BOUNCING_CHEQUE,
        BY_BANK
    }

    record Step(LocalDate day, Act act) {}

    private enum Habit {
        EARLY,
        IN_TIME,
        LATE,
        AHEAD,
        GONE
    }

    static final int COLLECTORS = 3;
    static final int AWAY_DAYS = 8;
    private static final int MONTHS_AHEAD = 3;
    private static final int POSTPAID_PERCENT = 30;
    private static final int CASH_PERCENT = 30;
    private static final long GOLDEN = 0x9e3779b97f4a7c15L;

    private SplittableRandom dice(long of) {
        return new SplittableRandom(seed ^ (line.key().hashCode() + of * 31) * GOLDEN);
    }

    private Habit habit() {
        int part = dice(-1).nextInt(100);
        return part < 30
                ? Habit.EARLY
                : part < 77
                        ? Habit.IN_TIME
                        : part < 93 ? Habit.LATE : part < 99 ? Habit.AHEAD : Habit.GONE;
    }

    /// Companies have a bill.
    boolean postpaid() {
        return line.corporate() || dice(-2).nextInt(100) < POSTPAID_PERCENT;
    }

    /// Of those who knock at doors, whose customer it is; empty for who pays by bank.
    Optional<Integer> collector() {
        SplittableRandom dice = dice(-3);
        return !line.corporate() && dice.nextInt(100) < CASH_PERCENT
                ? Optional.of(dice.nextInt(COLLECTORS))
                : Optional.empty();
    }

    /// Most of those who do not pay in cash have a wallet.
    boolean byWallet() {
        return !line.corporate() && dice(-4).nextInt(10) < 6;
    }

    /// The first month of all is one of beginnings: cycles turn on any day. Bills begin at once.
    LocalDate start(LocalDate begin) {
        if (!line.since().isBefore(begin)) {
            return line.since();
        }
        return postpaid() ? begin : begin.plusDays(dice(-5).nextInt(28));
    }

    int times() {
        return habit() == Habit.AHEAD ? MONTHS_AHEAD : 1;
    }

    /// What is done about the end of paid time, in the order of days. Who is gone stopped in the
    /// last months before `end`.
    List<Step> prepaid(LocalDate until, LocalDate end) {
        if (habit() == Habit.GONE && until.isAfter(end.minusDays(20L + dice(-6).nextInt(50)))) {
            return List.of();
        }
        SplittableRandom dice = dice(until.toEpochDay());
        LocalDate day = collected(until.plusDays(offset(dice)));
        int roll = dice.nextInt(100);
        if (habit() == Habit.EARLY && roll < 8) {
            return List.of(
                    new Step(day, Act.PAUSE), new Step(day.plusDays(AWAY_DAYS + 1), Act.BUY));
        } else if (times() == 1 && roll >= 92 && roll < 96) {
            return List.of(new Step(day, Act.HALF), new Step(day.plusDays(3), Act.REST));
        }
        boolean twice = times() == 1 && roll >= 97;
        return List.of(new Step(day, twice ? Act.BUY_TWICE : Act.BUY));
    }

    private int offset(SplittableRandom dice) {
        return switch (habit()) {
            case EARLY, AHEAD, GONE -> -2 - dice.nextInt(3);
            case IN_TIME -> -dice.nextInt(2);
            case LATE -> 1 + dice.nextInt(8);
        };
    }

    /// Who collects comes every third day.
    private LocalDate collected(LocalDate day) {
        return collector()
                .map(one -> day.minusDays(Math.floorMod(day.toEpochDay() - one, COLLECTORS)))
                .orElse(day);
    }

    /// Most who are late come before they are cut off.
    private int billDay(SplittableRandom dice) {
        if (habit() != Habit.LATE) {
            return 3 + dice.nextInt(8);
        }
        return dice.nextInt(4) == 0 ? 15 + dice.nextInt(12) : 11 + dice.nextInt(3);
    }

    /// What is done about the bill of a month's first day.
    List<Step> postpaid(YearMonth month, LocalDate end) {
        if (habit() == Habit.GONE && month.atDay(1).isAfter(end.minusDays(140))) {
            return List.of();
        }
        SplittableRandom dice = dice(month.atDay(1).toEpochDay());
        LocalDate on = collected(month.atDay(billDay(dice)));
        int roll = dice.nextInt(100);
        if (line.corporate() && roll < 40) {
            return List.of(new Step(on, roll < 7 ? Act.BOUNCING_CHEQUE : Act.CHEQUE));
        } else if (roll < 50 && roll >= 46) {
            return List.of(new Step(on, Act.DISPUTE), new Step(on.plusDays(3), Act.PAY));
        } else if (roll < 46 && roll >= 34) {
            return List.of(new Step(on, Act.PAY_HALF), new Step(on.plusDays(5), Act.PAY));
        }
        boolean line = collector().isEmpty() && habit() == Habit.LATE;
        return List.of(new Step(on, line ? Act.BY_BANK : Act.PAY));
    }
}
