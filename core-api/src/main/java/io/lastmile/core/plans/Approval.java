package io.lastmile.core.plans;

import io.lastmile.core.platform.Money;
import java.time.LocalDate;

/// The regulator's consent to a tariff: no price above `ceiling` (without tax) from `memoDate` on.
public record Approval(String memoNo, LocalDate memoDate, Money ceiling) {}
